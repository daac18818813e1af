package anax.bench;

import anax.bench.measure.Setting;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a number of CPUs from the command line.
///
/// Owner: nobody; stateless.
final class CpuCount implements ITypeConverter<Integer> {

    /// Makes one; the command line does.
    CpuCount() {}

    @Override
    public Integer convert(String text) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > Setting.MAX_CPUS) {
            throw new TypeConversionException(
                    "'" + text + "' is not a number of CPUs; give a whole number from 1 to " + Setting.MAX_CPUS);
        }
        return Integer.parseInt(text);
    }
}

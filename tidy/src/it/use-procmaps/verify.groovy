assert new File(basedir, 'build.log').text =~ /process \d+: \d+ bytes in \d+ lines/

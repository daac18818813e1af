assert new File(basedir, 'build.log').text.contains('CPU 1 answered 42')

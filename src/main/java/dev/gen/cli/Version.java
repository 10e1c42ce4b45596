package dev.gen.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }

  /** Returns the line that {@code --version} prints. */
  static String line() {
    return "gen " + current();
  }

  /** Returns the version, or {@code development} when the classes are not in a jar. */
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

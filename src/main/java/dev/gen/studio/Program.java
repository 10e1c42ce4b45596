package dev.gen.studio;

/** This program, as its records name it. */
public final class Program {

  private Program() {}

  /** Returns the version, or {@code development} when the classes are not in a jar. */
  public static String version() {
    String version = Program.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

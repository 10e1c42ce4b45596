package dev.gen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.testing.Models;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a run ends, it says so in one line. */
class MainRunTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(InputStream in, Writer out, String... args) {
    PrintWriter errors = new PrintWriter(new VisibleWriter(err), true);
    return Main.run(new Terminal(in, new PrintWriter(out, true), errors, false), args);
  }

  private int run(String... args) {
    return run(InputStream.nullInputStream(), out, args);
  }

  private int draw(String... prompt) {
    String[] args = new String[prompt.length + 5];
    System.arraycopy(prompt, 0, args, 0, prompt.length);
    String[] rest = {"--model=" + Models.tiny(), "--seed=7", "-o", folder + "/out.png", "--force"};
    System.arraycopy(rest, 0, args, prompt.length, rest.length);
    return run(args);
  }

  /** Stands for whatever the JVM throws in the middle of a run. */
  private static InputStream throwing(Error error) {
    return new InputStream() {
      @Override
      public int read() {
        throw error;
      }
    };
  }

  @Test
  void saysWhatToDoWhenTheMemoryDoesNotDo() {
    int exitCode = run(throwing(new OutOfMemoryError("Java heap space")), out, "-");

    assertThat(exitCode).isEqualTo(ExitCode.INFERENCE);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("out of memory", "smaller", "-Xmx");
  }

  @Test
  void saysWhatToDoWhenAPartOfTheProgramIsMissing() {
    int exitCode = run(throwing(new NoClassDefFoundError("dev/gen/Missing")), out, "-");

    assertThat(exitCode).isEqualTo(ExitCode.BUG);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains("dev/gen/Missing", "remove the folder target");
  }

  @Test
  void callsAnyOtherErrorABug() {
    assertThat(run(throwing(new StackOverflowError()), out, "-")).isEqualTo(ExitCode.BUG);
    assertThat(err.toString())
        .startsWith("gen: a bug: java.lang.StackOverflowError")
        .hasLineCount(1);
  }

  @Test
  void failsWhenStandardOutputCannotBeWritten() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws java.io.IOException {
            throw new java.io.IOException("No space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };

    assertThat(run(InputStream.nullInputStream(), full, "--version")).isEqualTo(ExitCode.OUTPUT);
    assertThat(err.toString()).contains("standard output cannot be written").hasLineCount(1);
  }

  @Test
  void ignoresAByteOrderMark() throws Exception {
    assertThat(draw("a red cat")).as(err.toString()).isZero();
    byte[] plain = Files.readAllBytes(folder.resolve("out.png"));

    assertThat(draw("\uFEFFa red cat")).as(err.toString()).isZero();

    assertThat(folder.resolve("out.png")).hasBinaryContent(plain);
    assertThat(StandardInput.prompt(utf8("\uFEFFa red cat\n"))).isEqualTo("a red cat");
  }

  @Test
  void takesAnAtSignForAWord() throws Exception {
    Path file = Files.writeString(folder.resolve("home"), "--steps");

    assertThat(draw("@" + file)).as(err.toString()).isZero();
  }

  @Test
  void refusesBytesThatAreNoCharacters() {
    assertThat(run("maison \uFFFD caf\uFFFD")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("argument 1", "not UTF-8");

    byte[] latin1 = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(run(new ByteArrayInputStream(latin1), out, "-")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines().skip(1)).singleElement().asString().contains("not UTF-8");
  }

  @Test
  void refusesAFileWhereAPromptShouldBe() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'a';
          }
        };

    assertThat(run(endless, out, "-")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("longer than a megabyte");
  }

  @Test
  void explainsAPromptThatBeginsWithADash() {
    assertThat(run("-5 degrees, a house")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("put -- before it: gen -- \"-5 degrees, a house\"");
    assertThat(draw("-n", "models")).isEqualTo(ExitCode.USAGE);
    assertThat(draw("a red cat", "-n", "models")).as(err.toString()).isZero();
  }

  @Test
  void writesControlCharactersAsTheirNumbers() {
    run("--\u001b]0;owned\u0007\u009b31m");

    assertThat(err.toString()).contains("\\u001b]0;owned\\u0007\\u009b31m");
    assertThat(err.toString().chars().filter(c -> Character.isISOControl(c) && c != '\n'))
        .isEmpty();
  }

  private static InputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}

package dev.gen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPMDCAdapter;

class LogSetupTest {

  @Test
  void writesControlCharactersAsTheirNumbersAndLettersAsTheyAre() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new NOPMDCAdapter());
    PrintStream before = System.err;
    System.setErr(new PrintStream(written, true, UTF_8));
    try {
      new LogSetup().configure(context);
      context.getLogger("dev.gen").warn("\u001b]0;{}\u0007", "caf\u00e9");
    } finally {
      System.setErr(before);
      context.stop();
    }

    assertThat(written.toString(UTF_8)).isEqualTo("gen: \\u001b]0;caf\u00e9\\u0007\n");
  }
}

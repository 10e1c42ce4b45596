package dev.gen.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeRuleTest {

  private static final SizeRule FREE = new SizeRule(64, OptionalInt.empty(), OptionalInt.empty());

  @Test
  void acceptsMultiples() {
    assertThatCode(() -> FREE.check(64, 4096)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "100, 64, width 100, try 64 or 128",
    "64, 1000, height 1000, try 960 or 1024",
    "0, 64, width 0, try 64",
    "-64, 64, width -64, try 64",
    "5000, 64, width 5000, try 4096"
  })
  void namesTheNearestSizesThatWork(int width, int height, String option, String advice) {
    assertThatThrownBy(() -> FREE.check(width, height))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContainingAll(option, "multiples of 64 from 64 to 4096", advice);
  }

  @Test
  void acceptsOneSizeOnlyOfAnExportThatFixesIt() {
    SizeRule fixed = new SizeRule(8, OptionalInt.of(512), OptionalInt.of(512));

    assertThatCode(() -> fixed.check(512, 512)).doesNotThrowAnyException();
    assertThatThrownBy(() -> fixed.check(512, 256))
        .hasMessageContainingAll("height 256", "fixed to 512");
  }
}

package dev.gen.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.batch.JobKey;
import dev.gen.error.InvalidRequestException;
import dev.gen.spark.ManifestRow.Drawn;
import org.junit.jupiter.api.Test;

class ManifestRowTest {

  private static final JobKey KEY = new JobKey("ab12", 2);

  @Test
  void isReadAsItWasWritten() {
    ManifestRow drawn =
        new ManifestRow(
            7, KEY, 3, new Drawn("a/b.png", "18446744073709551615", "cd", 1.5), "2@host", 1);
    ManifestRow failed =
        new ManifestRow(
            8,
            new JobKey("", 1),
            0,
            ManifestRow.failure(new InvalidRequestException("steps", "is 0,\nexpected more")),
            "driver",
            0);

    assertThat(ManifestRow.read(drawn.toJson())).contains(drawn);
    assertThat(ManifestRow.read(failed.toJson())).contains(failed);
    assertThat(failed.toJson())
        .contains("\"kind\":\"request\"", "--steps is 0, expected more")
        .doesNotContain("\n");
  }

  @Test
  void readsWhatGenBatchWrote() {
    String line =
        "{\"event\":\"written\",\"job\":\"ab12\",\"occurrence\":2,\"picture\":0,"
            + "\"path\":\"00001-7-a.png\",\"seed\":\"7\",\"sha256\":\"cd\",\"seconds\":0.5}";

    assertThat(ManifestRow.read(line).orElseThrow().end())
        .isEqualTo(new Drawn("00001-7-a.png", "7", "cd", 0.5));
    assertThat(ManifestRow.read(line).orElseThrow().key()).isEqualTo(KEY);
  }

  @Test
  void passesOverWhatTellsOfNoEnd() {
    assertThat(ManifestRow.read("{\"event\":\"naming\",\"path\":\"a.png\"}")).isEmpty();
    assertThat(ManifestRow.read("{\"event\":\"written\",\"pa")).isEmpty();
    assertThat(ManifestRow.read("")).isEmpty();
  }
}

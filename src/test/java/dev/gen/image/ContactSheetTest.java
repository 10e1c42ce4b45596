package dev.gen.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import dev.gen.image.ContactSheet.Layout;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContactSheetTest {

  private static final List<String> NONE = List.of("");

  private static FontMetrics metrics() {
    return new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
        .createGraphics()
        .getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
  }

  private static List<String> empty(int size) {
    return Collections.nCopies(size, "");
  }

  @Test
  void wrapsLabelsBetweenWordsAndLongWordsWithin() {
    FontMetrics metrics = metrics();
    List<String> lines = ContactSheet.wrapped("a red cat " + "m".repeat(30), metrics, 120);

    assertThat(lines).hasSizeGreaterThan(3).first().isEqualTo("a red cat");
    assertThat(lines).allMatch(line -> metrics.stringWidth(line) <= 120);
    assertThat(String.join("", lines)).isEqualTo("a red cat" + "m".repeat(30));
    assertThat(ContactSheet.wrapped("m".repeat(200), metrics, 60))
        .hasSize(6)
        .allMatch(line -> metrics.stringWidth(line) <= 60)
        .last()
        .asString()
        .endsWith("\u2026");
    assertThat(ContactSheet.wrapped("", metrics, 60)).isEmpty();
  }

  @Test
  void makesPicturesSmallerRatherThanASheetTooLarge() {
    RgbImage sheet =
        new ContactSheet(new Layout("t", empty(12), empty(12), List.of()), 1024, 768).picture();

    assertThat((long) sheet.width() * sheet.height()).isLessThan(32_000_000);
    assertThat(sheet.width()).isGreaterThan(4000);
  }

  @Test
  void refusesPicturesThatNobodyCouldSee() {
    Layout layout = new Layout("t", empty(1000), NONE, List.of());

    assertThatThrownBy(() -> new ContactSheet(layout, 512, 512))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("grid would show 1000 times 1 pictures");
  }
}

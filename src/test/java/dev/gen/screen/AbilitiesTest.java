package dev.gen.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbilitiesTest {

  private static final String VT220 = "\033[?62;22c";

  @Test
  void takesTheBestThatIsAnswered() {
    String kitty = "\033_Gi=31;OK\033\\";
    String iterm = "\033]1337;ReportCellSize=17.0;8.0;2.0\033\\";

    assertThat(Abilities.read(kitty + iterm + VT220).form()).isEqualTo(PictureForm.KITTY);
    assertThat(Abilities.read(iterm + "\033[?62;4c").form()).isEqualTo(PictureForm.ITERM);
    assertThat(Abilities.read("\033[?62;4;6c").form()).isEqualTo(PictureForm.SIXEL);
    assertThat(Abilities.read(VT220).form()).isEqualTo(PictureForm.BLOCKS);
    assertThat(Abilities.read("").form()).isEqualTo(PictureForm.BLOCKS);
  }

  @Test
  void takesNoErrorForAnAbility() {
    assertThat(Abilities.read("\033_Gi=31;EINVAL:no\033\\" + VT220).form())
        .isEqualTo(PictureForm.BLOCKS);
    assertThat(Abilities.read("\033[?64;44;14c").form()).isEqualTo(PictureForm.BLOCKS);
  }

  @ParameterizedTest
  @CsvSource({"'6;20;10', 10, 20", "'6;0;10', 8, 16", "'6;9999;9999', 8, 16", "'4;20;10', 8, 16"})
  void believesOnlyCellsThatCanBe(String said, int width, int height) {
    Window window = Abilities.read("\033[" + said + "t" + VT220).window(Window.USUAL);

    assertThat(window).isEqualTo(new Window(80, 24, width, height));
  }

  @ParameterizedTest
  @CsvSource({"'1;0;1024S', 256", "'1;0;64S', 64", "'1;0;0S', 2", "'1;3S', 16", "'', 16"})
  void takesAsManyColoursAsThereAre(String said, int colours) {
    assertThat(Abilities.colours("\033[?" + said + VT220)).isEqualTo(colours);
  }

  @Test
  void asksNothingOfATerminalThatCallsItselfDumb() {
    assertThat(Screen.ask(Map.of("TERM", "dumb"))).isEmpty();
    assertThat(Screen.ask(Map.of())).isEmpty();
  }
}

package dev.gen.cli;

import static dev.gen.cli.Commands.gen;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.cli.help.OptionGroup;
import dev.gen.cli.help.ReferencePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;

/** What is written about commands and options is what the program has. */
class CommandReferenceTest {

  @TempDir Path folder;

  @Test
  void theReferenceIsWhatTheProgramSays() throws IOException {
    gen("help", "--write", folder.toString());

    assertThat(Files.readString(Path.of("docs/cli.md")))
        .as("after a change of options: ./gen help --write target/doc; cp target/doc/cli.md docs/")
        .isEqualTo(Files.readString(folder.resolve("cli.md")));
  }

  @Test
  void theReadmeHasTheOptionsThatPeopleUse() throws IOException {
    assertThat(Files.readString(Path.of("README.md")))
        .contains(ReferencePage.everyday(CommandTable.draw()));
  }

  @Test
  void everyOptionOfDrawingHasAGroup() {
    List<OptionSpec> left =
        OptionGroup.of(CommandTable.draw()).getOrDefault(OptionGroup.OWN, List.of());

    assertThat(left).as("name them in OptionGroup").isEmpty();
  }
}

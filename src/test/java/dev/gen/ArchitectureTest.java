package dev.gen;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Holds the rooms and arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "dev.gen", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchRule errorUsesNothing = room("error");
  @ArchTest static final ArchRule filesKnowNoPicture = room("files", "error");
  @ArchTest static final ArchRule hubsKnowNoModel = room("hub", "files", "error");
  @ArchTest static final ArchRule tensorUsesErrors = room("tensor", "error");
  @ArchTest static final ArchRule randomDrawsTensors = room("random", "tensor", "error");
  @ArchTest static final ArchRule textKnowsNoNetwork = room("text", "files", "error");
  @ArchTest static final ArchRule scheduleIsPureMathematics = room("schedule", "error");

  @ArchTest
  static final ArchRule denoiseStandsOnSchedules = room("denoise", "schedule", "tensor", "error");

  @ArchTest
  static final ArchRule samplersSeeDenoisers =
      room("sampler", "denoise", "schedule", "random", "tensor", "error");

  @ArchTest static final ArchRule wordsKnowNoJob = room("words", "error");

  @ArchTest static final ArchRule jobsArePlainData = room("job", "error");

  @ArchTest static final ArchRule imageKnowsTensors = room("image", "tensor", "error");
  @ArchTest static final ArchRule onnxKnowsTensors = room("onnx", "tensor", "files", "error");

  @ArchTest
  static final ArchRule checkpointKnowsTensors = room("checkpoint", "tensor", "files", "error");

  @ArchTest
  static final ArchRule graphsAreBuiltFromCheckpoints =
      room("graph", "checkpoint", "tensor", "error");

  @ArchTest
  static final ArchRule layersKnowNoNetwork =
      noClasses()
          .that()
          .resideInAnyPackage("dev.gen.graph.layers..", "dev.gen.graph.nodes..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.gen.graph");

  @ArchTest
  static final ArchRule nodesKnowNoLayer =
      noClasses()
          .that()
          .resideInAPackage("dev.gen.graph.nodes..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.gen.graph.layers..");

  @ArchTest
  static final ArchRule modelsJoinNetworksAndTexts =
      room(
          "model",
          "onnx",
          "graph",
          "checkpoint",
          "text",
          "schedule",
          "denoise",
          "job",
          "files",
          "tensor",
          "error");

  @ArchTest
  static final ArchRule studiosTurnJobsIntoPictures =
      room(
          "studio",
          "model",
          "onnx",
          "job",
          "files",
          "sampler",
          "denoise",
          "schedule",
          "random",
          "text",
          "words",
          "image",
          "tensor",
          "error");

  @ArchTest
  static final ArchRule recordsAreWrittenIntoPictures =
      room("record", "job", "image", "files", "sampler", "schedule", "error");

  @ArchTest static final ArchRule settingsSayJobs = room("settings", "job", "files", "error");

  @ArchTest static final ArchRule screensShowPictures = room("screen", "image", "error");

  @ArchTest
  static final ArchRule batchesDrawInAStudio =
      room("batch", "studio", "record", "model", "job", "image", "files", "tensor", "error");

  @ArchTest
  static final ArchRule serversDrawInAStudio =
      room(
          "server",
          "studio",
          "record",
          "model",
          "sampler",
          "schedule",
          "text",
          "job",
          "image",
          "files",
          "tensor",
          "error");

  @ArchTest static final ArchRule onlyServersTouchNetty = onlyRoomUses("server.http", "io.netty..");

  @ArchTest
  static final ArchRule cliEndsAtJobs =
      room(
          "cli",
          "studio",
          "batch",
          "server",
          "record",
          "settings",
          "hub",
          "job",
          "files",
          "model",
          "onnx",
          "sampler",
          "words",
          "image",
          "screen",
          "tensor",
          "error");

  @ArchTest
  static final ArchRule containersKnowNoFormat =
      noClasses()
          .that()
          .resideInAPackage("dev.gen.record.container..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.gen.record", "dev.gen.record.format..", "dev.gen.image..");

  @ArchTest
  static final ArchRule noRoomNeedsOneThatNeedsIt =
      slices().matching("dev.gen.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyOnnxTouchesOnnxRuntime = onlyRoomUses("onnx", "ai.onnxruntime..");

  @ArchTest static final ArchRule onlyTextTouchesDjl = onlyRoomUses("text", "ai.djl..");

  @ArchTest
  static final ArchRule onlyCommandLinesTouchPicocli =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.gen.cli..", "dev.gen.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule clustersDrawInAStudio =
      room(
          "spark", "cli", "batch", "studio", "record", "model", "onnx", "job", "image", "files",
          "error");

  @ArchTest static final ArchRule onlyClustersTouchSpark = onlyRoomUses("spark", "org.apache..");

  @ArchTest
  static final ArchRule onlyCommandLinesEndTheProcess =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.gen.cli..", "dev.gen.spark..")
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule onlyCommandLinesPrint =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.gen.cli..", "dev.gen.spark..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  private static ArchRule room(String name, String... allowed) {
    String[] packages =
        Stream.concat(Stream.of(name), Stream.of(allowed))
            .map(room -> "dev.gen." + room + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("dev.gen." + name + "..")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.gen..").and(not(resideInAnyPackage(packages))))
        .allowEmptyShould(true);
  }

  private static ArchRule onlyRoomUses(String room, String library) {
    return noClasses()
        .that()
        .resideOutsideOfPackage("dev.gen." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}

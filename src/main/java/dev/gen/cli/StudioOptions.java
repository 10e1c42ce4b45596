package dev.gen.cli;

import dev.gen.error.InvalidRequestException;
import dev.gen.files.Fingerprints;
import dev.gen.files.UserFolders;
import dev.gen.model.ModelLocator;
import dev.gen.onnx.PreparedNetworks;
import dev.gen.onnx.SessionPool;
import dev.gen.onnx.SessionSettings;
import dev.gen.settings.Settings;
import dev.gen.studio.Machine;
import dev.gen.studio.Studio;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** With how much of the machine pictures are made. */
public final class StudioOptions {

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that a network computes with (default: one per processor).")
  private Integer threads;

  @Option(
      names = "--no-cache",
      description = "Neither use nor keep prepared networks; see gen cache.")
  private boolean withoutCache;

  @Option(
      names = "--low-memory",
      description =
          "Take less memory and more time: open a checkpoint's denoiser piece by piece in every"
              + " step, decode large pictures in parts.")
  private boolean withLittleMemory;

  /** Takes what is set beforehand for what the command line leaves open. */
  void take(Settings settings) {
    try {
      threads =
          threads == null ? settings.value("threads").map(Integer::valueOf).orElse(null) : threads;
    } catch (NumberFormatException e) {
      throw new InvalidRequestException(
          "threads", "is set to something else than a number; gen config says where");
    }
    withoutCache |= isSet(settings, "no-cache");
    withLittleMemory |= isSet(settings, "low-memory");
  }

  private static boolean isSet(Settings settings, String option) {
    String value = settings.value(option).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw new InvalidRequestException(
          option.replace('-', '_'),
          "is set to " + value + ", expected true or false; gen config says where");
    }
    return value.equals("true");
  }

  /** Opens a studio for one picture: one network at a time, so that it needs least memory. */
  Studio openForOne() {
    return open(
        withLittleMemory ? SessionPool.sparing(settings()) : SessionPool.oneAtATime(settings()));
  }

  /** Opens a studio for many pictures, which keeps networks within half of the machine's memory. */
  Studio openForMany() {
    return withLittleMemory ? openForOne() : openForMany(locator(), settings());
  }

  /** As {@link #openForMany()}, for whoever has no command line. */
  public static Studio openForMany(ModelLocator models, SessionSettings settings) {
    return Studio.open(
        models, SessionPool.keeping(settings, Machine.memory() / 2), Fingerprints.ofUser());
  }

  private static Studio open(SessionPool networks) {
    return Studio.open(locator(), networks, Fingerprints.ofUser());
  }

  /** Returns the threads that a network computes with. */
  int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  private SessionSettings settings() {
    int used = threads();
    if (used < 1 || used > 1024) {
      throw new InvalidRequestException("threads", "is " + threads + ", expected 1 to 1024");
    }
    return new SessionSettings(
        used, withoutCache ? Optional.empty() : Optional.of(PreparedNetworks.ofUser()));
  }

  /**
   * Looks beside the program, in {@code $GEN_MODELS}, in the user's data folder, and in Hugging
   * Face's cache.
   */
  public static ModelLocator locator() {
    List<Path> folders = new ArrayList<>();
    folders.add(Path.of(System.getProperty("gen.home", ".")).resolve("models"));
    String own = System.getenv("GEN_MODELS");
    if (own != null && !own.isBlank()) {
      folders.add(Path.of(own));
    }
    folders.add(UserFolders.ofProcess().data().resolve("models"));
    folders.add(UserFolders.ofProcess().hubCache());
    return new ModelLocator(folders);
  }
}

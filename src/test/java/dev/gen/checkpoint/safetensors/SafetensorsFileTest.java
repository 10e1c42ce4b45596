package dev.gen.checkpoint.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.ModelFormatException;
import dev.gen.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsFileTest {

  @TempDir Path folder;

  @Test
  void findsTensorsWhereTheyLie() {
    Path path = new SafetensorsWriter().add("a", new int[] {2, 3}, 1, 2, 3, 4, 5, 6).write(file());

    StoredTensor tensor = SafetensorsFile.open(path).tensors().get("a");

    assertThat(tensor.read().values()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(tensor.rows(1, 2).read().values()).containsExactly(4, 5, 6);
    assertThat(tensor.reshaped(new Shape(3, 2)).shape()).isEqualTo(new Shape(3, 2));
    assertThat(tensor.offset() + tensor.length()).isEqualTo(path.toFile().length());
  }

  @Test
  void readsTheMetadata() throws IOException {
    Path path = written("{\"__metadata__\":{\"format\":\"pt\"}}", 0);

    assertThat(SafetensorsFile.open(path).metadata()).containsEntry("format", "pt");
  }

  @Test
  void metadataMayBeNullAndATensorOfATypeThatIsNotKnown() throws IOException {
    String header =
        "{'__metadata__':null,'a':{'dtype':'F99','shape':[3],'data_offsets':[0,4]},"
            + "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}";
    SafetensorsFile file = SafetensorsFile.open(written(header.replace('\'', '"'), 8));

    assertThat(file.metadata()).isEmpty();
    assertThat(file.tensors().get("b").read().values()).containsExactly(0);
    assertThat(file.tensors().get("a").dataType()).isEqualTo(DataType.OTHER);
  }

  @Test
  void floatsOfAByteAreThoseOfTheOpenFloatStandard() {
    Path path =
        new SafetensorsWriter()
            .addBytes("a", "F8_E4M3", new int[] {6}, bytes(0x00, 0x01, 0x38, 0xb9, 0x7e, 0x7f))
            .addBytes("b", "F8_E5M2", new int[] {6}, bytes(0x80, 0x01, 0x3c, 0xbd, 0x7b, 0x7c))
            .write(file());
    SafetensorsFile file = SafetensorsFile.open(path);

    assertThat(file.tensors().get("a").read().values())
        .containsExactly(0, 0x1p-9f, 1, -1.125f, 448, Float.NaN);
    assertThat(file.tensors().get("b").read().values())
        .containsExactly(-0f, 0x1p-16f, 1, -1.25f, 57344, Float.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scale_weight", "weight_scale"})
  void aScaleBesideAWeightOfBytesMultipliesIt(String scale) {
    Path path =
        new SafetensorsWriter()
            .addBytes("one.weight", "F8_E4M3", new int[] {2, 2}, bytes(0x38, 0x40, 0x38, 0x40))
            .add("one." + scale, new int[] {}, 3)
            .addBytes("rows.weight", "F8_E5M2", new int[] {2, 2}, bytes(0x3c, 0x40, 0x3c, 0x40))
            .add("rows." + scale, new int[] {2, 1}, 3, 5)
            .write(file());
    SafetensorsFile file = SafetensorsFile.open(path);

    assertThat(file.tensors().get("one.weight").read().values()).containsExactly(3, 6, 3, 6);
    StoredTensor rows = file.tensors().get("rows.weight");
    assertThat(rows.read().values()).containsExactly(3, 6, 5, 10);
    assertThat(rows.rows(1, 2).read().values()).containsExactly(5, 10);
  }

  @Test
  void aScaleOfBlocksIsRefusedByName() {
    Path path =
        new SafetensorsWriter()
            .addBytes("a.weight", "F8_E4M3", new int[] {4, 4}, new byte[16])
            .add("a.weight_scale", new int[] {2, 2}, 1, 1, 1, 1)
            .write(file());

    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("'a.weight_scale' scales [4, 4] by [2, 2] numbers");
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello                                                        | not JSON",
        "[]                                                           | an object of tensors",
        "{} {}                                                        | follows the header",
        "{'a':1}                                                      | an object under 'a'",
        "{'__metadata__':{'k':1}}                                     | a string under 'k'",
        "{'a':{'dtype':'F32','shape':[2]}}                            | lacks a dtype",
        "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}      | negative",
        "{'a':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}}     | whole numbers",
        "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}       | needs 12 bytes but has 8",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}       | spans bytes 8 to 0",
        "{'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}}      | spans bytes 0 to 16 of 8",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}       | end here but the file has",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}       | starts here but the one",
        "{'a':{'dtype':'F32','shape':[65536,65536,65536,65536],'data_offsets':[0,8]}} | too large",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{}} | Duplicate",
        "{'a':{'dtype':'F32','dtype':'F32'}}                          | Duplicate",
      })
  void refusesABadHeaderInOneLineWithFileAndByte(String header, String complaint)
      throws IOException {
    Path path = written(header.strip().replace('\'', '"'), 8);

    assertThatThrownBy(() -> SafetensorsFile.open(path))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(path + ", byte ")
        .hasMessageContaining(complaint)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.ckpt", "model.pt", "model.bin", "MODEL.PTH"})
  void refusesPicklesByName(String name) {
    assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve(name)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("can run any code")
        .hasMessageContaining(".safetensors");
  }

  @Test
  void refusesAPickleThatIsNamedSafetensors() throws IOException {
    Path path = Files.write(file(), new byte[] {'P', 'K', 3, 4, 0, 0, 8, 8, 0, 0});

    assertThatThrownBy(() -> SafetensorsFile.open(path)).hasMessageContaining("pickled");
  }

  @Test
  void namesAMissingFile() {
    assertThatThrownBy(() -> SafetensorsFile.open(file()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void tenThousandMutatedFilesGiveNothingButTypedErrors() throws IOException {
    byte[] good = new SafetensorsWriter().addRandom("first", 2, 3).addRandom("second", 4).toBytes();
    Random random = new Random(1);
    int refused = 0;

    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = mutated(good, random);
      try {
        SafetensorsFile.read(file(), channel(bytes), bytes.length);
      } catch (ModelFormatException e) {
        assertThat(e.getMessage()).doesNotContain("\n").contains("byte");
        refused++;
      }
    }

    assertThat(refused).isBetween(5_000, 9_999);
  }

  private static byte[] mutated(byte[] good, Random random) {
    int length = random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length;
    byte[] bytes = Arrays.copyOf(good, length);
    for (int flips = random.nextInt(4) + 1; flips > 0 && length > 0; flips--) {
      int at = random.nextInt(length);
      bytes[at] =
          random.nextBoolean()
              ? (byte) random.nextInt()
              : (byte) "0{}[],:\"9-e".charAt(random.nextInt(11));
    }
    return bytes;
  }

  private static ReadableByteChannel channel(byte[] bytes) {
    return Channels.newChannel(new ByteArrayInputStream(bytes));
  }

  private Path written(String header, int dataBytes) throws IOException {
    return Files.write(file(), SafetensorsWriter.file(header, new byte[dataBytes]));
  }

  private Path file() {
    return folder.resolve("model.safetensors");
  }
}

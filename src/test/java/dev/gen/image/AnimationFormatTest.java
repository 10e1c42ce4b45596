package dev.gen.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gen.image.AnimationFormat.Pace;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

class AnimationFormatTest {

  private static final Pace PACE = new Pace(120, 2500);
  private static final List<RgbImage> FRAMES = List.of(flat(10), flat(130), flat(250));

  private static RgbImage flat(int level) {
    byte[] rgb = new byte[8 * 4 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i % 3 == 0 ? level : 60);
    }
    return new RgbImage(8, 4, rgb);
  }

  @Test
  void tellsTheFormatByTheEnding() {
    assertThat(AnimationFormat.ofName("a.GIF")).contains(AnimationFormat.GIF);
    assertThat(AnimationFormat.ofName("a.png")).contains(AnimationFormat.PNG);
    assertThat(AnimationFormat.ofName("a.webp")).isEmpty();
  }

  @Test
  void writesAGifThatStaysOnItsLastFrameAndBeginsAgain() throws IOException {
    byte[] gif = AnimationFormat.GIF.encode(FRAMES, PACE);

    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    List<String> delays = new ArrayList<>();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
      reader.setInput(in);
      for (int i = 0; i < FRAMES.size(); i++) {
        BufferedImage frame = reader.read(i);
        assertThat(frame.getRGB(3, 2) & 0xFFFFFF)
            .isEqualTo(FRAMES.get(i).at(3, 2, 0) << 16 | 0x3c3c);
        IIOMetadataNode root =
            (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
        IIOMetadataNode control =
            (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
        delays.add(control.getAttribute("delayTime"));
      }
      assertThat(reader.getNumImages(true)).isEqualTo(3);
    }
    assertThat(delays).containsExactly("12", "12", "250");
    assertThat(new String(gif, StandardCharsets.ISO_8859_1)).contains("NETSCAPE2.0\3\1\0\0");
  }

  @Test
  void writesAnAnimatedPngWhoseStillPictureIsTheLastFrame() throws IOException {
    byte[] png = AnimationFormat.PNG.encode(FRAMES, PACE);

    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getRGB(3, 2) & 0xFFFFFF)
        .isEqualTo(250 << 16 | 0x3c3c);
    List<String> types = new ArrayList<>();
    List<Integer> sequence = new ArrayList<>();
    List<Integer> millis = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(png).position(8);
    while (in.hasRemaining()) {
      int length = in.getInt();
      String type = new String(png, in.position(), 4, StandardCharsets.US_ASCII);
      int data = in.position() + 4;
      types.add(type);
      if (type.equals("fcTL") || type.equals("fdAT")) {
        sequence.add(in.getInt(data));
      }
      if (type.equals("fcTL")) {
        millis.add((int) in.getShort(data + 20));
        assertThat(in.getShort(data + 22)).isEqualTo((short) 1000);
      }
      CRC32 check = new CRC32();
      check.update(png, in.position(), 4 + length);
      assertThat(in.getInt(data + length)).as(type).isEqualTo((int) check.getValue());
      in.position(data + length + 4);
    }
    assertThat(types)
        .containsExactly(
            "IHDR", "acTL", "IDAT", "fcTL", "fdAT", "fcTL", "fdAT", "fcTL", "fdAT", "IEND");
    assertThat(sequence).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(millis).containsExactly(120, 120, 2500);
  }
}

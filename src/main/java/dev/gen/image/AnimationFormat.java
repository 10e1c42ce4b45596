package dev.gen.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The kinds of files that animations are written as, told by the endings of their names. */
public enum AnimationFormat {
  /** 256 colours a frame; shown everywhere. */
  GIF(".gif") {
    @Override
    void encode(List<RgbImage> frames, Pace pace, ByteArrayOutputStream out) throws IOException {
      ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
      try (MemoryCacheImageOutputStream sink = new MemoryCacheImageOutputStream(out)) {
        writer.setOutput(sink);
        writer.prepareWriteSequence(null);
        for (int i = 0; i < frames.size(); i++) {
          BufferedImage indexed = indexed(frames.get(i));
          IIOMetadata shown = writer.getDefaultImageMetadata(new ImageTypeSpecifier(indexed), null);
          shown.mergeTree(FORMAT, gifFrame(pace.millis(i, frames.size()) / 10, i == 0));
          writer.writeToSequence(new IIOImage(indexed, null, shown), null);
        }
        writer.endWriteSequence();
      } finally {
        writer.dispose();
      }
    }
  },
  /** Every pixel; who knows no animated PNG sees the last frame. */
  PNG(".png") {
    @Override
    void encode(List<RgbImage> frames, Pace pace, ByteArrayOutputStream out) throws IOException {
      AnimatedPng.write(frames, pace, out);
    }
  };

  private static final String FORMAT = "javax_imageio_gif_image_1.0";
  private static final int COLOURS = 256;

  private final String ending;

  AnimationFormat(String ending) {
    this.ending = ending;
  }

  /**
   * How long frames are shown.
   *
   * @param frameMillis each but the last, a multiple of 10
   * @param lastMillis the last, before it all begins again, a multiple of 10
   */
  public record Pace(int frameMillis, int lastMillis) {

    int millis(int frame, int frames) {
      return frame == frames - 1 ? lastMillis : frameMillis;
    }
  }

  abstract void encode(List<RgbImage> frames, Pace pace, ByteArrayOutputStream out)
      throws IOException;

  /**
   * Returns an animation as the bytes of such a file; it goes on for ever.
   *
   * @param frames of one size, at least one
   */
  public byte[] encode(List<RgbImage> frames, Pace pace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      encode(frames, pace, bytes);
    } catch (IOException e) {
      throw new IllegalStateException("memory takes every animation", e);
    }
    return bytes.toByteArray();
  }

  /** Returns the format that a file's name ends like; upper and lower case are the same. */
  public static Optional<AnimationFormat> ofName(String name) {
    return Arrays.stream(values())
        .filter(format -> name.toLowerCase(Locale.ROOT).endsWith(format.ending))
        .findFirst();
  }

  private static BufferedImage indexed(RgbImage image) {
    Palette palette = Palette.of(image, COLOURS);
    IndexColorModel colours =
        new IndexColorModel(8, palette.colours().length, palette.colours(), 0, false, -1, 0);
    BufferedImage indexed =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_BYTE_INDEXED, colours);
    indexed.getRaster().setPixels(0, 0, image.width(), image.height(), palette.pixels());
    return indexed;
  }

  private static IIOMetadataNode gifFrame(int hundredths, boolean first) {
    IIOMetadataNode root = new IIOMetadataNode(FORMAT);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("delayTime", Integer.toString(hundredths));
    control.setAttribute("transparentColorIndex", "0");
    root.appendChild(control);
    if (first) {
      IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
      loop.setAttribute("applicationID", "NETSCAPE");
      loop.setAttribute("authenticationCode", "2.0");
      loop.setUserObject(new byte[] {1, 0, 0}); // for ever
      IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
      extensions.appendChild(loop);
      root.appendChild(extensions);
    }
    return root;
  }
}

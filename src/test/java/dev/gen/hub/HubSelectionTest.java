package dev.gen.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HubSelectionTest {

  private static final HubSelection USUAL = new HubSelection(List.of(), List.of());

  private static List<String> chosen(HubSelection selection, String... paths) {
    List<HubFile> files =
        Stream.of(paths).map(path -> new HubFile(path, 1, "0".repeat(40))).toList();
    return selection.of(files).stream().map(HubFile::path).toList();
  }

  @Test
  void takesOneVariantInHalfPrecisionAndNoPickles() {
    assertThat(
            chosen(
                USUAL,
                "model_index.json",
                "v1-5-pruned.safetensors",
                "v1-5-pruned.ckpt",
                "safety_checker/model.safetensors",
                "tokenizer/merges.txt",
                "unet/config.json",
                "unet/diffusion_pytorch_model.bin",
                "unet/diffusion_pytorch_model.safetensors",
                "unet/diffusion_pytorch_model.fp16.safetensors",
                "unet/diffusion_pytorch_model.non_ema.safetensors",
                "unet/model.onnx",
                "vae/diffusion_pytorch_model.safetensors",
                "vae_decoder/config.json",
                "vae_decoder/model.onnx"))
        .containsExactlyInAnyOrder(
            "model_index.json",
            "tokenizer/merges.txt",
            "unet/config.json",
            "unet/diffusion_pytorch_model.fp16.safetensors",
            "vae/diffusion_pytorch_model.safetensors");
  }

  @Test
  void takesAnExportWhereThereAreNoTensors() {
    assertThat(
            chosen(
                USUAL, "model_index.json", "unet/model.onnx", "unet/model.onnx_data", "unet/a.bin"))
        .containsExactlyInAnyOrder("model_index.json", "unet/model.onnx", "unet/model.onnx_data");
  }

  @Test
  void takesTheOnlyFileAndAsksWhichOfSeveral() {
    assertThat(chosen(USUAL, "README.md", "a.safetensors", "a.ckpt"))
        .containsExactly("README.md", "a.safetensors");
    assertThatThrownBy(() -> chosen(USUAL, "a.safetensors", "b.safetensors"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContainingAll("include", "2 models: a.safetensors, b.safetensors");
  }

  @Test
  void patternsTakeThePlaceOfTheChoiceButNeverTakePickles() {
    HubSelection all = new HubSelection(List.of("*"), List.of("b/*"));

    assertThat(chosen(all, "a/x.png", "b/x.png", "x.ckpt")).containsExactly("a/x.png");
    assertThatThrownBy(() -> chosen(all, "x.ckpt"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContainingAll("nothing is left", "pickles");
  }
}

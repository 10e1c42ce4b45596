package dev.gen.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gen.error.InvalidRequestException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HubAddressTest {

  private static final URI HUB = URI.create("https://hub.example");

  @Test
  void aNameIsAModelWithItsUsualFiles() {
    assertThat(HubAddress.of("owner/name@v1", HUB))
        .isEqualTo(new HubAddress(new HubName("owner", "name", "v1"), List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hub.example/owner/name/resolve/v1/a/b%20c.safetensors?download=true",
        "https://hub.example/owner/name/blob/v1/a/b%20c.safetensors",
      })
  void anAddressIsOneFile(String address) {
    assertThat(HubAddress.of(address, HUB))
        .isEqualTo(
            new HubAddress(new HubName("owner", "name", "v1"), List.of("a/b c.safetensors")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hub.example/owner/name/resolve/main/model.ckpt",
        "https://hub.example/owner/name",
        "https://elsewhere.example/owner/name/resolve/main/model.safetensors",
        "https://hub.example.evil.example/owner/name/resolve/main/model.safetensors",
      })
  void anotherAddressIsRefused(String address) {
    assertThatThrownBy(() -> HubAddress.of(address, HUB))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("https://hub.example/owner/name/resolve/main/model.safetensors");
  }
}

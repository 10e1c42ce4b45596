package dev.gen.hub;

import dev.gen.error.ModelFormatException;
import java.util.List;

/**
 * What a repository holds at one commit.
 *
 * @param commit 40 hexadecimal digits
 * @param files all of them
 */
public record HubListing(String commit, List<HubFile> files) {

  /**
   * Copies the list.
   *
   * @throws ModelFormatException if the commit is none
   */
  public HubListing {
    if (!commit.matches("[0-9a-f]{40}")) {
      throw new ModelFormatException("the hub's listing names no commit; is HF_ENDPOINT a hub?");
    }
    files = List.copyOf(files);
  }
}

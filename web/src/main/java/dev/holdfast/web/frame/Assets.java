package dev.holdfast.web.frame;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Style sheet, scripts and icon, each at an address that carries the hash of its content, so that a
 * browser may keep it for ever.
 */
public final class Assets {

  private static final int HASH_LENGTH = 16;

  /** A file that browsers load. */
  static final class Asset {

    private final String address;
    private final String type;
    private final byte[] content;

    private Asset(String address, String type, byte[] content) {
      this.address = address;
      this.type = type;
      this.content = content;
    }

    String type() {
      return type;
    }

    int length() {
      return content.length;
    }

    void writeTo(OutputStream out) throws IOException {
      out.write(content);
    }
  }

  private final Map<String, Asset> byName = new TreeMap<>();

  public Assets() {
    add("holdfast.css", "text/css; charset=utf-8", "holdfast/web/holdfast.css");
    add("holdfast.js", "text/javascript; charset=utf-8", "holdfast/web/holdfast.js");
    add("icon.svg", "image/svg+xml", "holdfast/web/icon.svg");
    add(
        "htmx.js",
        "text/javascript; charset=utf-8",
        "META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js");
  }

  private void add(String name, String type, String resource) {
    try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not part of this build");
      }
      byte[] content = in.readAllBytes();
      byName.put(name, new Asset("/assets/" + hash(content) + "/" + name, type, content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of a file by its plain name. */
  public String address(String name) {
    Asset asset = byName.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("there is no asset " + name);
    }
    return asset.address;
  }

  /** The file at an address; empty when its content is another one by now. */
  Optional<Asset> find(String hash, String name) {
    return Optional.ofNullable(byName.get(name))
        .filter(asset -> asset.address.equals("/assets/" + hash + "/" + name));
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

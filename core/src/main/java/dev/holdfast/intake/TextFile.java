package dev.holdfast.intake;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A file of text: without its byte order mark, and unpacked when its name ends in {@code .gz}.
 *
 * @param path where it is
 * @param encoding how its characters are written
 */
record TextFile(Path path, Charset encoding) {

  private static final int ROWS_BETWEEN_NEWS = 8_192;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Works on a file's text. */
  interface Work<T> {
    T on(Reader text) throws IOException;
  }

  /** Goes through a file's rows. */
  interface Rows {
    /** Takes the next row; false at the end. */
    boolean takeNext() throws IOException;
  }

  /** Makes something of the text. */
  <T> T read(Work<T> work) {
    try (InputStream in = Files.newInputStream(path);
        Reader text = text(in)) {
      return work.on(text);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Takes rows until the end or until no more are wanted; the SHA-256 of the file, or of what was
   * read of it.
   */
  String readRows(RowSink sink, Progress progress, Work<Rows> opened) {
    try (InputStream in = Files.newInputStream(path);
        MeasuredStream measured = new MeasuredStream(in);
        Reader text = text(measured)) {
      long size = Files.size(path);
      Rows rows = opened.on(text);
      long count = 0;
      while (!sink.full() && rows.takeNext()) {
        if (++count % ROWS_BETWEEN_NEWS == 0) {
          progress.at("reading", count, measured.bytes(), size);
        }
      }
      if (!sink.full()) {
        measured.transferTo(OutputStream.nullOutputStream());
      }
      progress.at("reading", count, size, size);
      return measured.fingerprint();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The name without {@code .gz}, in lower case. */
  static String plainName(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(java.util.Locale.ROOT);
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }

  /** The bytes of a file, unpacked. */
  static InputStream unpacked(Path path, InputStream in) throws IOException {
    boolean packed = !plainName(path).equalsIgnoreCase(String.valueOf(path.getFileName()));
    return packed ? new GZIPInputStream(in, 1 << 16) : in;
  }

  private Reader text(InputStream in) throws IOException {
    Reader characters = new InputStreamReader(unpacked(path, in), encoding);
    PushbackReader text = new PushbackReader(characters);
    int first = text.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      text.unread(first);
    }
    return text;
  }

  private HoldfastException unreadable(IOException e) {
    return new HoldfastException(
        ErrorCode.BAD_FILE, "Cannot read " + path + ": " + e.getMessage(), e);
  }
}

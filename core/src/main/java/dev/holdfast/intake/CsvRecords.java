package dev.holdfast.intake;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.Arrays;

/**
 * Splits CSV text (RFC 4180) into records and says of each where it begins and whether its quotes
 * are in order. It makes no object per row or field, since an import reads millions of them.
 *
 * <p>Lines end in LF, CR LF or CR; empty lines are passed over. A quote opens a field only as its
 * first character. When text follows a closing quote, or a quote is never closed, only the line the
 * record begins in is given up, as a {@linkplain #broken broken} record: reading goes on with the
 * next line, so that one bad quote cannot swallow the rows after it.
 */
final class CsvRecords {

  private static final int LONGEST = 1 << 24;

  /** Stands for what could not be decoded. */
  static final char DAMAGED = '\uFFFD';

  private final Reader in;
  private final char delimiter;

  /** Of the characters below 128, those that the scan of an unquoted field stops at. */
  private final boolean[] special = new boolean[128];

  private char[] buffer = new char[1 << 17];
  private int start;
  private int position;
  private int limit;
  private boolean ended;
  private long nextLine = 1;

  // The current record; offsets are counted from its start, which moves within the buffer.
  private long line;
  private int length;
  private int[] fieldEnds = new int[32];
  private int fields;
  private boolean plain;
  private boolean damaged;
  private boolean broken;
  private int linesInside;
  private int firstLineEnd;

  CsvRecords(Reader in, char delimiter) {
    this.in = in;
    this.delimiter = delimiter;
    Arrays.fill(special, 0, ' ', true);
    special['\t'] = false;
    special['"'] = true;
    if (delimiter < special.length) {
      special[delimiter] = true;
    }
  }

  /** Goes to the next record; false when there is none. */
  boolean next() throws IOException {
    do {
      start = position;
      line = nextLine;
      fields = 0;
      plain = true;
      damaged = false;
      broken = false;
      linesInside = 0;
      firstLineEnd = -1;
      if (!available()) {
        return false;
      }
      scan();
    } while (length == 0);
    return true;
  }

  /** Line the record begins in; the first line is 1. */
  long line() {
    return line;
  }

  int fields() {
    return fields;
  }

  /** A field without its quotes. */
  String field(int index) {
    int from = start + (index == 0 ? 0 : fieldEnds[index - 1] + 1);
    int to = start + fieldEnds[index];
    return from < to && buffer[from] == '"'
        ? new String(buffer, from + 1, to - from - 2).replace("\"\"", "\"")
        : new String(buffer, from, to - from);
  }

  /** Whether the record can be written to another CSV file as it stands. */
  boolean plain() {
    return plain;
  }

  /** Whether it holds a character that could not be decoded. */
  boolean damaged() {
    return damaged;
  }

  /** Whether its quotes are not in order; it has no fields then, only its first line's text. */
  boolean broken() {
    return broken;
  }

  /** The record as it was written. */
  String text() {
    return new String(buffer, start, length);
  }

  /** Writes the record as it was written; says how many characters that took. */
  int writeTo(Writer out) throws IOException {
    out.write(buffer, start, length);
    return length;
  }

  private void scan() throws IOException {
    while (true) {
      if (available() && buffer[position] == '"') {
        if (!passQuoted()) {
          giveUp();
          return;
        }
      } else {
        passUnquoted();
      }
      if (fields == fieldEnds.length) {
        fieldEnds = Arrays.copyOf(fieldEnds, 2 * fields);
      }
      fieldEnds[fields++] = position - start;
      if (!available() || buffer[position] != delimiter) {
        length = position - start;
        passLineEnd();
        nextLine = line + linesInside + 1;
        return;
      }
      position++;
    }
  }

  private void passUnquoted() throws IOException {
    while (available()) {
      char[] text = buffer;
      int end = limit;
      int at = position;
      while (at < end && isOrdinary(text[at])) {
        at++;
      }
      position = at;
      if (at < end) {
        char found = text[at];
        if (found == delimiter || found == '\n' || found == '\r') {
          return;
        }
        note(found);
        position++;
      }
    }
  }

  private boolean isOrdinary(char c) {
    return c < 128 ? !special[c] : c != DAMAGED && c != delimiter;
  }

  private void note(char found) {
    if (found == DAMAGED) {
      damaged = true;
    } else {
      plain = false; // a quote inside, or a control character
    }
  }

  /** Passes over a field in quotes; false when they are not in order. */
  private boolean passQuoted() throws IOException {
    position++;
    while (available()) {
      char found = buffer[position];
      if (found == '"') {
        position++;
        if (!available()) {
          return true;
        }
        char after = buffer[position];
        if (after != '"') {
          return after == delimiter || after == '\n' || after == '\r';
        }
        position++;
      } else if (found == '\n' || found == '\r') {
        plain = false;
        linesInside++;
        if (firstLineEnd < 0) {
          firstLineEnd = position - start;
        }
        passLineEnd();
      } else {
        if (found != delimiter && !isOrdinary(found)) {
          note(found);
        }
        position++;
      }
      if (position - start > LONGEST) {
        return false;
      }
    }
    return false;
  }

  private void giveUp() throws IOException {
    broken = true;
    plain = false;
    fields = 0;
    if (firstLineEnd >= 0) {
      position = start + firstLineEnd;
    } else {
      while (available() && buffer[position] != '\n' && buffer[position] != '\r') {
        position++;
      }
    }
    length = position - start;
    passLineEnd();
    nextLine = line + 1;
  }

  private void passLineEnd() throws IOException {
    if (available() && buffer[position] == '\r') {
      position++;
      if (available() && buffer[position] == '\n') {
        position++;
      }
    } else if (available() && buffer[position] == '\n') {
      position++;
    }
  }

  /** Whether there is a character at the position, reading on if need be. */
  private boolean available() throws IOException {
    return position < limit || fill();
  }

  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, limit - start);
      position -= start;
      limit -= start;
      start = 0;
    }
    if (limit == buffer.length) {
      if (limit >= 2 * LONGEST) {
        throw new IOException("line " + line + " is longer than " + LONGEST + " characters");
      }
      buffer = Arrays.copyOf(buffer, 2 * limit);
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      ended = true;
      return false;
    }
    limit += count;
    return count > 0 || fill();
  }
}

package dev.holdfast.intake;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.warehouse.Staging;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Parquet file. Row numbers count from 1. */
final class ParquetFile implements RowFile {

  private final Path file;
  private final Map<String, String> typeByColumn;

  ParquetFile(Path file, Staging staging) {
    this.file = file;
    try {
      this.typeByColumn = new LinkedHashMap<>(RawStore.parquetColumns(staging, file));
    } catch (org.jooq.exception.DataAccessException e) {
      throw new HoldfastException(
          ErrorCode.BAD_FILE, "Cannot read " + file + " as Parquet: " + e.getMessage(), e);
    }
  }

  @Override
  public List<String> columns() {
    return List.copyOf(typeByColumn.keySet());
  }

  @Override
  public String stage(RawStore raw, Progress progress) {
    try (InputStream in = Files.newInputStream(file);
        MeasuredStream measured = new MeasuredStream(in)) {
      long size = Files.size(file);
      progress.at("reading", 0, 0, size);
      long rows = raw.addParquet(file, typeByColumn);
      measured.transferTo(java.io.OutputStream.nullOutputStream());
      progress.at("reading", rows, size, size);
      return measured.fingerprint();
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.BAD_FILE, "Cannot read " + file, e);
    }
  }
}

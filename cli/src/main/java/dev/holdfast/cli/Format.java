package dev.holdfast.cli;

/** How a result is printed. */
enum Format {
  TABLE,
  JSON,
  CSV
}

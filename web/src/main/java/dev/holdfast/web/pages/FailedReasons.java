package dev.holdfast.web.pages;

/** Why messages fail, as people say it. */
final class FailedReasons {

  private static final String NOT_READABLE = "not_readable";

  private FailedReasons() {}

  private static final String DAMAGED = "damaged";

  /** Whether what failed is a whole request and no message. */
  static boolean isWholeRequest(String code) {
    return !isJson(code) || code.equals("not_storable");
  }

  /** Whether what failed can be read at all. */
  static boolean isJson(String code) {
    return !code.equals(NOT_READABLE) && !code.equals(DAMAGED);
  }

  /** A reason code and the member it is about: "missing: event". */
  static String words(String code, String field) {
    return word(code) + (field.isEmpty() ? "" : ": " + field);
  }

  /** A reason code alone; one that nobody has described yet reads as it is written. */
  static String word(String code) {
    return switch (code) {
      case NOT_READABLE -> "request not readable";
      case "not_utf8" -> "bytes that are no text";
      case "unknown_type" -> "unknown kind of message";
      case "bad_time" -> "impossible time";
      case "no_account" -> "account not known";
      case "bad_fact" -> "breaks a rule";
      case DAMAGED -> "damaged on the disk";
      default -> code.replace('_', ' ');
    };
  }
}

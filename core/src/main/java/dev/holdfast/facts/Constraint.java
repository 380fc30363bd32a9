package dev.holdfast.facts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a field of a fact must satisfy besides having its type; checked alike in Java and in SQL.
 */
public final class Constraint {

  private Constraint() {}

  /** The number must not be smaller. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface AtLeast {
    long value();
  }

  /** The date must not lie before the date in another field of the same fact. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface NotBefore {
    /** Name of the other component. */
    String value();
  }

  /**
   * The number must lie between the numbers in two other fields of the same fact, both included.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Between {
    /** Names of the lower and the upper component. */
    String[] value();
  }
}

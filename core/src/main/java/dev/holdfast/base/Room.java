package dev.holdfast.base;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a package as a room of the house: how high it stands and from which rooms it may import.
 *
 * <p>From level 2 up, {@code base}, {@code warehouse}, {@code workspace}, {@code expressions} and
 * {@code stats} may be imported without being named. A test holds every room to this.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PACKAGE)
public @interface Room {

  /** Imports go only to a lower level. */
  int level();

  /** Last part of the name of each package that may be imported. */
  String[] mayImport() default {};
}

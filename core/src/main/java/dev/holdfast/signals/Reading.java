package dev.holdfast.signals;

import java.util.List;

/**
 * What a rule says of an account when its days are walked up to one.
 *
 * @param standing on the last day
 * @param over episodes that ended by then, in order
 */
record Reading(Standing standing, List<Episode> over) {

  Reading {
    over = List.copyOf(over);
  }
}

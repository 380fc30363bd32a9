package dev.holdfast.demo;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Which demo company to make. Equal settings make equal facts, byte by byte.
 *
 * @param accounts accounts that ever signed up, those that left included
 * @param months months of usage, tickets and answers up to the last day
 * @param seed where chance starts
 * @param usageEvents about how many usage events to make; 0 for what comes naturally
 * @param lastDay last day of the history; it must be over when the company is made
 * @param zone zone of the company's own office
 */
public record DemoSettings(
    int accounts, int months, long seed, long usageEvents, LocalDate lastDay, ZoneId zone) {

  public DemoSettings {
    if (accounts < 1 || accounts > 1_000_000) {
      throw bad("accounts must lie between 1 and 1000000, not " + accounts);
    }
    if (months < 1 || months > 120) {
      throw bad("months must lie between 1 and 120, not " + months);
    }
    if (usageEvents < 0) {
      throw bad("usage events must be 0 (natural) or more, not " + usageEvents);
    }
  }

  /** 200 accounts over 18 months that end yesterday. */
  public static DemoSettings defaults(InstantSource clock, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    return new DemoSettings(200, 18, 1, 0, today.minusDays(1), zone);
  }

  public DemoSettings withAccounts(int number) {
    return new DemoSettings(number, months, seed, usageEvents, lastDay, zone);
  }

  public DemoSettings withMonths(int number) {
    return new DemoSettings(accounts, number, seed, usageEvents, lastDay, zone);
  }

  public DemoSettings withSeed(long start) {
    return new DemoSettings(accounts, months, start, usageEvents, lastDay, zone);
  }

  public DemoSettings withUsageEvents(long number) {
    return new DemoSettings(accounts, months, seed, number, lastDay, zone);
  }

  /** First day with usage, tickets and answers. */
  public LocalDate firstDay() {
    return lastDay.plusDays(1).minusMonths(months);
  }

  /** The moment the history ends: nothing is learned later. */
  public Instant end() {
    return lastDay.plusDays(1).atStartOfDay(zone).toInstant();
  }

  private static HoldfastException bad(String message) {
    return new HoldfastException(ErrorCode.BAD_REQUEST, message);
  }
}

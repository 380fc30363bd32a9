package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.facts.FactType;
import dev.holdfast.facts.Knowledge;
import dev.holdfast.metrics.Refreshed;
import dev.holdfast.warehouse.Warehouse;
import dev.holdfast.warehouse.Writer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Computes the history of health: which days of which accounts, in pieces of bounded size. */
final class HealthRefresh {

  /** Rows computed in one change: bounds how long the writer is taken and how much memory. */
  private static final int PIECE_ROWS = 250_000;

  /** Accounts that a query names one by one. */
  private static final int FEW = 50;

  /** Facts by which something gets known that counts for every account. */
  private static final Set<FactType> GENERAL =
      EnumSet.of(FactType.TICKET_EVENT, FactType.TOUCH, FactType.MILESTONE);

  private final HealthSource source;
  private final Warehouse warehouse;

  HealthRefresh(HealthSource source) {
    this.source = source;
    this.warehouse = source.log().warehouse();
  }

  /**
   * Brings the scores up to today: fills in the days that passed since the last refresh, and
   * computes today's for the accounts that new facts touched.
   *
   * @param rollups what the refresh of the rollups, just before, took in
   */
  int update(LocalDate today, Refreshed rollups) {
    // Of before the work: one that is published meanwhile counts for the next update.
    String fingerprint = source.profiles().fingerprint();
    Optional<LocalDate> last = warehouse.read(HealthStore::lastDay);
    int rows;
    if (last.filter(today::equals).isEmpty()) {
      LocalDate from = last.map(day -> day.plusDays(1)).filter(today::isAfter).orElse(today);
      rows = compute(today, from, today, AccountRange.all(), null);
    } else if (hasMissed(rollups)
        || hasOtherProfiles()
        || (mayBeGeneral(rollups) && generalHasChanged(today))) {
      rows = compute(today, today, today, AccountRange.all(), null);
    } else {
      rows = computeTouched(today, rollups);
    }
    warehouse.write(writer -> {
      HealthStore.saveUpTo(writer.sql(), rollups.upTo(), fingerprint);
      return true;
    });
    return rows;
  }

  /** Whether the rollups took something in before, after which no health was computed. */
  private boolean hasMissed(Refreshed rollups) {
    return rollups.fromScratch() || !warehouse.read(HealthStore::upTo).equals(rollups.before());
  }

  /** Whether today's rows were made by other profiles than those in force. */
  boolean hasOtherProfiles() {
    return warehouse
        .read(HealthStore::fingerprint)
        .filter(source.profiles().fingerprint()::equals)
        .isEmpty();
  }

  private static boolean mayBeGeneral(Refreshed rollups) {
    return !Collections.disjoint(rollups.accounts().keySet(), GENERAL);
  }

  /** Accounts that were only used get their use anew; the others everything. */
  private int computeTouched(LocalDate today, Refreshed rollups) {
    Set<String> used = new TreeSet<>();
    Set<String> others = new TreeSet<>();
    rollups
        .accounts()
        .forEach((type, accounts) ->
            (type == FactType.USAGE_EVENT && !rollups.undone() ? used : others).addAll(accounts));
    used.removeAll(others);
    int rows = others.isEmpty() ? 0 : compute(today, today, today, AccountRange.of(others), null);
    if (used.isEmpty()) {
      return rows;
    }
    LocalDate from = rollups.usedFrom().orElse(today);
    HealthProfiles profiles = source.profiles();
    return rows
        + warehouse.writeAlone(writer ->
            HealthStore.computeUse(
                writer,
                piece(writer, List.of(today), AccountRange.of(used), null),
                profiles,
                references(writer, profiles, List.of(today)),
                from));
  }

  /** Whether today's rows were made when less, or more, was known of any account. */
  private boolean generalHasChanged(LocalDate today) {
    return warehouse.read(sql ->
        !HealthStore.generallyKnown(sql, today)
            .equals(
                new HealthInputQueries(
                        source.asked(sql, Knowledge.now(), List.of(today), AccountRange.all()),
                        source.profiles())
                    .generallyKnown(sql)));
  }

  /**
   * Computes the scores of the days from one to another, both included.
   *
   * @param today the day that is running
   * @param label why days that are over are computed again; null leaves those as they are
   */
  int compute(
      LocalDate today,
      LocalDate from,
      LocalDate to,
      AccountRange accounts,
      @Nullable String label) {
    if (to.isBefore(from) || to.isAfter(today)) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "Health can be computed from a day to a later one, up to today, "
              + today
              + "; not from "
              + from
              + " to "
              + to);
    }
    List<LocalDate> days = from.datesUntil(to.plusDays(1)).toList();
    int rows = label == null ? finish(from) : 0;
    for (AccountRange piece : pieces(accounts, days)) {
      rows += warehouse.writeAlone(writer -> compute(writer, days, piece, label));
    }
    return rows;
  }

  /** Gives earlier days that were still running when they were computed their final scores. */
  private int finish(LocalDate before) {
    int rows = 0;
    for (LocalDate day : warehouse.read(sql -> HealthStore.unfinished(sql, before))) {
      rows +=
          warehouse.writeAlone(writer -> compute(writer, List.of(day), AccountRange.all(), null));
    }
    return rows;
  }

  /** Computes with what the rollups know, so that all inputs come from the same facts. */
  private int compute(
      Writer writer, List<LocalDate> days, AccountRange accounts, @Nullable String label) {
    HealthProfiles profiles = source.profiles();
    return HealthStore.compute(
        writer, piece(writer, days, accounts, label), profiles, references(writer, profiles, days));
  }

  /** The references for scores of days; those that are not kept yet are made and kept. */
  private References references(Writer writer, HealthProfiles profiles, List<LocalDate> days) {
    return ReferenceStore.findOrMake(
        writer.sql(),
        profiles.inForce(),
        days,
        Optional.empty(),
        day -> new HealthInputQueries(everybody(writer, day).asked(), profiles).fetch(writer.sql()),
        (profile, day, population, references) ->
            ReferenceStore.keep(
                writer, profile, day, population, references, everybody(writer, day).knownBy()));
  }

  private HealthStore.Piece everybody(Writer writer, LocalDate day) {
    return piece(writer, List.of(day), AccountRange.all(), null);
  }

  private HealthStore.Piece piece(
      Writer writer, List<LocalDate> days, AccountRange accounts, @Nullable String label) {
    Instant knownBy =
        source
            .rollups()
            .upTo(writer.sql())
            .orElseGet(() -> source.rollups().refresh(writer).upTo());
    Asked asked =
        new Asked(
            source.log().reader(writer.sql(), Knowledge.asOf(knownBy)),
            days.getFirst().isBefore(LocalDate.ofInstant(knownBy, source.zone()))
                ? source.rollups().daysOfUse()
                : source.rollups().daysOfUseLately(),
            warehouse.engine(),
            source.zone(),
            days,
            accounts instanceof AccountRange.Named named && named.accountIds().size() > FEW
                ? HealthStore.listed(writer, named.accountIds())
                : accounts);
    List<LocalDate> over =
        days.stream().filter(day -> !source.endOf(day).isAfter(knownBy)).toList();
    return new HealthStore.Piece(asked, knownBy, over, label);
  }

  /** Cuts accounts into pieces that, times the days, are small enough. */
  private List<AccountRange> pieces(AccountRange accounts, List<LocalDate> days) {
    int most = Math.max(1, PIECE_ROWS / days.size());
    List<String> ids =
        warehouse.read(
            sql -> HealthStore.accountIds(sql, source.asked(sql, Knowledge.now(), days, accounts)));
    if (ids.size() <= most) {
      return ids.isEmpty() ? List.of() : List.of(accounts);
    }
    List<AccountRange> pieces = new ArrayList<>();
    for (int start = 0; start < ids.size(); start += most) {
      List<String> part = ids.subList(start, Math.min(ids.size(), start + most));
      pieces.add(
          accounts instanceof AccountRange.Named
              ? AccountRange.of(part)
              : new AccountRange.Between(part.getFirst(), part.getLast()));
    }
    return pieces;
  }
}

package dev.holdfast.app;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.health.HealthProfile;
import dev.holdfast.health.HealthProfiles;
import dev.holdfast.health.OwnProfiles;
import dev.holdfast.metrics.Contract;
import dev.holdfast.metrics.OwnContracts;
import dev.holdfast.workspace.Actor;
import dev.holdfast.workspace.Definitions;
import dev.holdfast.workspace.Definitions.Next;
import dev.holdfast.workspace.Definitions.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A company's definitions as files: out into a folder, to be kept beside other code, and in again,
 * all or nothing.
 *
 * <p>The folder has {@code metrics/KEY.yaml}, the company's own contracts, and {@code
 * health/NAME.yaml}, the profiles in force.
 */
public final class CompanyConfig {

  private static final String METRICS = "metrics";
  private static final String HEALTH = "health";
  private static final String ENDING = ".yaml";

  private final Definitions definitions;
  private final OwnContracts contracts;
  private final OwnProfiles profiles;

  /** What applying a file does. */
  public enum Does {
    ADDS,
    CHANGES,
    NOTHING,
    /** It cannot be applied, so none of them is. */
    REFUSED
  }

  /**
   * A file.
   *
   * @param path within the folder, with slashes
   */
  public record File(String path, String text) {}

  /**
   * What applying a file would do.
   *
   * @param what in words: what changes, or why it is refused
   */
  public record Step(String path, Does does, List<String> what) {
    public Step {
      what = List.copyOf(what);
    }
  }

  CompanyConfig(Definitions definitions, OwnContracts contracts, OwnProfiles profiles) {
    this.definitions = definitions;
    this.contracts = contracts;
    this.profiles = profiles;
  }

  /** All files, by path. */
  public List<File> export() {
    List<File> files = new ArrayList<>();
    profiles.inForce().stream()
        .map(profile -> new File(HEALTH + "/" + profile.name() + ENDING, profiles.text(profile)))
        .sorted(java.util.Comparator.comparing(File::path))
        .forEach(files::add);
    contracts
        .texts()
        .forEach((key, text) -> files.add(new File(METRICS + "/" + key + ENDING, text)));
    return List.copyOf(files);
  }

  /** What applying a folder would do, file by file; changes nothing. */
  public List<Step> plan(Path folder) {
    return read(folder).steps();
  }

  /**
   * Applies a folder, unless one of its files is refused.
   *
   * @param waiver why profiles go in force without a backtest; may be empty when each that changes
   *     was tested
   * @return what was done, or would have been when a step is refused
   */
  public List<Step> apply(Path folder, String waiver, Actor by) {
    Plan plan = read(folder);
    if (plan.steps().stream().anyMatch(step -> step.does() == Does.REFUSED)) {
      return plan.steps();
    }
    List<String> untested = waiver.isBlank() ? profiles.untested(plan.profiles()) : List.of();
    if (!untested.isEmpty()) {
      return Stream.concat(
              plan.steps().stream(), Stream.of(new Step(HEALTH, Does.REFUSED, untested)))
          .toList();
    }
    OwnProfiles.Prepared health = profiles.prepare(plan.profiles(), waiver);
    List<Next> texts = new ArrayList<>(health.texts());
    texts.addAll(contracts.prepare(plan.contracts()));
    List<Version> kept = definitions.saveAll(texts, by);
    profiles.published(health, kept.subList(0, health.texts().size()), "applied from files", by);
    contracts.reload();
    return plan.steps();
  }

  private record Plan(List<Step> steps, List<String> contracts, List<String> profiles) {}

  private Plan read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          "There is no folder " + folder + "; './holdfast config export --out FOLDER' makes one.");
    }
    Plan plan = new Plan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (File file : files(folder, HEALTH)) {
      plan.steps().add(profile(file, plan.profiles()));
    }
    for (File file : files(folder, METRICS)) {
      plan.steps().add(contract(file, plan.contracts()));
    }
    if (plan.steps().isEmpty()) {
      throw new HoldfastException(
          ErrorCode.BAD_REQUEST,
          folder + " has neither metrics/*.yaml nor health/*.yaml, so there is nothing to apply.");
    }
    fits(plan);
    return plan;
  }

  /** Profiles that are right one by one may still not decide every account together. */
  private void fits(Plan plan) {
    try {
      profiles.checkAll(plan.profiles());
    } catch (HoldfastException e) {
      if (plan.steps().stream().noneMatch(step -> step.does() == Does.REFUSED)) {
        plan.steps().add(new Step(HEALTH, Does.REFUSED, List.of(String.valueOf(e.getMessage()))));
      }
    }
  }

  private Step profile(File file, List<String> changed) {
    try {
      HealthProfile profile = HealthProfiles.read(file.path(), file.text());
      String misnamed = misnamed(file, profile.name());
      if (misnamed != null) {
        return refused(file, misnamed);
      }
      Optional<HealthProfile> now = profiles.inForce(profile.name());
      if (now.filter(profile::equals).isPresent()) {
        return new Step(file.path(), Does.NOTHING, List.of());
      }
      int next = profiles.nextVersion(profile.name());
      if (profile.version() != next) {
        return refused(
            file,
            now.map(in -> "in force is " + in.label()).orElse("there is no such profile yet")
                + " and this file says version: "
                + profile.version()
                + "; export again, bring your change in and set version: "
                + next);
      }
      changed.add(file.text());
      return new Step(
          file.path(), now.isPresent() ? Does.CHANGES : Does.ADDS, profiles.changes(profile));
    } catch (HoldfastException e) {
      return refused(file, String.valueOf(e.getMessage()));
    }
  }

  private Step contract(File file, List<String> changed) {
    try {
      Contract contract = contracts.check(file.text());
      String misnamed = misnamed(file, contract.key());
      if (misnamed != null) {
        return refused(file, misnamed);
      }
      if (contracts.isSame(contract, file.text())) {
        return new Step(file.path(), Does.NOTHING, List.of());
      }
      Optional<String> conflict = contracts.conflict(contract, file.text());
      if (conflict.isPresent()) {
        return refused(file, conflict.get());
      }
      changed.add(file.text());
      return contracts
          .before(contract)
          .map(before ->
              new Step(
                  file.path(),
                  Does.CHANGES,
                  List.of("version " + before.version() + " is now " + contract.version())))
          .orElseGet(
              () -> new Step(file.path(), Does.ADDS, List.of("a new metric: " + contract.title())));
    } catch (HoldfastException e) {
      return refused(file, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String misnamed(File file, String name) {
    return file.path().endsWith("/" + name + ENDING)
        ? null
        : "a file is called by what it defines: " + name + ENDING;
  }

  private static Step refused(File file, String why) {
    return new Step(file.path(), Does.REFUSED, List.of(why));
  }

  private static List<File> files(Path folder, String part) {
    Path within = folder.resolve(part);
    if (!Files.isDirectory(within)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(within)) {
      List<File> files = new ArrayList<>();
      for (Path file : all.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
        files.add(new File(part + "/" + file.getFileName(), Files.readString(file)));
      }
      return files;
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "cannot read " + within, e);
    }
  }
}

package dev.holdfast.health;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The profiles in force, tried in order, and the earlier versions that past days were computed
 * with.
 */
public final class HealthProfiles {

  private static final List<String> SHIPPED = List.of("onboarding.yaml", "default.yaml");
  private static final String ALWAYS = "true";

  private final List<HealthProfile> inForce;
  private final List<HealthProfile> earlier;

  private HealthProfiles(List<HealthProfile> inForce, List<HealthProfile> earlier) {
    this.inForce = inForce.stream().sorted(Comparator.comparingInt(HealthProfile::order)).toList();
    this.earlier = List.copyOf(earlier);
    Set<Integer> orders = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (HealthProfile profile : this.inForce) {
      if (!orders.add(profile.order()) || !names.add(profile.name())) {
        throw wrong(
            "two health profiles have the name or the order of '"
                + profile.name()
                + "' ("
                + profile.order()
                + ")");
      }
    }
    if (this.inForce.isEmpty() || !this.inForce.getLast().appliesTo().equals(ALWAYS)) {
      throw wrong("the last health profile must apply to every account: applies_to: \"true\"");
    }
  }

  /** The profiles that come with Holdfast. */
  public static HealthProfiles shipped() {
    return new HealthProfiles(SHIPPED.stream().map(HealthProfiles::resource).toList(), List.of());
  }

  /**
   * The profiles that come with Holdfast, and those of a company's folder.
   *
   * @param folder need not exist
   * @throws HoldfastException {@code BAD_DEFINITION} that names the file, the line and the mistake
   */
  public static HealthProfiles load(Path folder) {
    List<HealthProfile> own = new ArrayList<>();
    for (Path file : files(folder)) {
      own.add(read(file.toString(), content(file)));
    }
    return own.isEmpty() ? shipped() : shipped().with(own);
  }

  /** The profiles of a company's folder, by name. */
  static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "cannot read " + folder, e);
    }
  }

  static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.OUTSIDE_UNAVAILABLE, "cannot read " + file, e);
    }
  }

  /**
   * Profiles of a company.
   *
   * @param inForce exactly one of them will take each account, the first whose rule holds
   * @param earlier versions that past days may have been computed with
   * @throws HoldfastException {@code BAD_DEFINITION} when they do not decide every account
   */
  public static HealthProfiles of(List<HealthProfile> inForce, List<HealthProfile> earlier) {
    return new HealthProfiles(inForce, earlier);
  }

  /**
   * These profiles with those of a company: one of the same name takes the place of the one here,
   * which is kept as an earlier version.
   */
  public HealthProfiles with(List<HealthProfile> company) {
    Set<String> replaced = new HashSet<>();
    company.forEach(profile -> replaced.add(profile.name()));
    List<HealthProfile> now = new ArrayList<>(company);
    List<HealthProfile> before = new ArrayList<>(earlier);
    for (HealthProfile profile : inForce) {
      (replaced.contains(profile.name()) ? before : now).add(profile);
    }
    return new HealthProfiles(now, before);
  }

  /**
   * Reads a profile from YAML.
   *
   * @param file name for messages
   * @throws HoldfastException {@code BAD_DEFINITION} that names the file, the line and the mistake
   */
  public static HealthProfile read(String file, String yaml) {
    HealthProfile profile = ProfileFile.read(file, yaml);
    AccountScope.check(profile, file);
    return profile;
  }

  /** The profiles in the order in which they are tried. */
  public List<HealthProfile> inForce() {
    return inForce;
  }

  /** The highest version there is of a profile; 0 when there is none of that name. */
  int latestVersion(String name) {
    return Stream.concat(inForce.stream(), earlier.stream())
        .filter(profile -> profile.name().equals(name))
        .mapToInt(HealthProfile::version)
        .max()
        .orElse(0);
  }

  /** The profile of a name that is in force. */
  public Optional<HealthProfile> inForce(String name) {
    return inForce.stream().filter(profile -> profile.name().equals(name)).findFirst();
  }

  /** Differs when any of the profiles in force does. */
  String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      inForce.forEach(
          profile -> digest.update(ProfileText.of(profile).getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "every Java has SHA-256", e);
    }
  }

  /** These profiles, with more versions that past days may have been computed with. */
  HealthProfiles remembering(List<HealthProfile> versions) {
    List<HealthProfile> more = new ArrayList<>(earlier);
    versions.stream()
        .filter(version -> find(version.name(), version.version()).isEmpty())
        .forEach(more::add);
    return new HealthProfiles(inForce, more);
  }

  /** A profile in a version, in force or earlier. */
  public Optional<HealthProfile> find(String name, int version) {
    return Stream.concat(inForce.stream(), earlier.stream())
        .filter(profile -> profile.name().equals(name) && profile.version() == version)
        .findFirst();
  }

  /** A profile in a version that must be there. */
  HealthProfile get(String name, int version) {
    return find(name, version)
        .orElseThrow(() ->
            new HoldfastException(
                ErrorCode.NOT_FOUND,
                "The health profile " + name + " v" + version + " is not here any more."));
  }

  private static HealthProfile resource(String file) {
    String path = "/holdfast/health/" + file;
    try (InputStream in = HealthProfiles.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new HoldfastException(ErrorCode.BROKEN_PROMISE, path + " is not in the jar");
      }
      return read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new HoldfastException(ErrorCode.BROKEN_PROMISE, "cannot read " + path, e);
    }
  }

  private static HoldfastException wrong(String what) {
    return new HoldfastException(ErrorCode.BAD_DEFINITION, what);
  }
}

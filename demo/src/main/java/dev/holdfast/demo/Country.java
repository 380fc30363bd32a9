package dev.holdfast.demo;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/** Where accounts are: zones, language, region, and their share. */
enum Country {
  US("en", "Americas", 0.34, "America/New_York", "America/Chicago", "America/Los_Angeles"),
  CA("en", "Americas", 0.08, "America/Toronto", "America/Vancouver"),
  GB("en", "EMEA", 0.16, "Europe/London"),
  IE("en", "EMEA", 0.04, "Europe/Dublin"),
  DE("de", "EMEA", 0.14, "Europe/Berlin"),
  FR("fr", "EMEA", 0.08, "Europe/Paris"),
  NL("nl", "EMEA", 0.07, "Europe/Amsterdam"),
  SE("sv", "EMEA", 0.04, "Europe/Stockholm"),
  AU("en", "APAC", 0.05, "Australia/Sydney");

  final String language;
  final String region;
  final double share;
  final List<ZoneId> zones;

  Country(String language, String region, double share, String... zones) {
    this.language = language;
    this.region = region;
    this.share = share;
    this.zones = Arrays.stream(zones).map(ZoneId::of).toList();
  }

  static Country at(double point) {
    double upTo = 0;
    for (Country country : values()) {
      upTo += country.share;
      if (point < upTo) {
        return country;
      }
    }
    return US;
  }
}

package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.base.ErrorCode;
import dev.holdfast.base.HoldfastException;
import dev.holdfast.health.HealthProfiles;
import dev.holdfast.metrics.BusinessHours;
import dev.holdfast.reports.Thresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTests {

  private static final Path GUIDE = Path.of("..", "docs", "guide", "settings.md");

  @TempDir private Path folder;

  private Settings with(String yaml) throws IOException {
    Files.writeString(folder.resolve("holdfast.yaml"), yaml);
    return Settings.of(folder);
  }

  @Test
  void withoutAFileEverythingHasADefault() {
    Settings settings = Settings.of(folder);
    assertThat(settings.zone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(settings.rollups().valueEvent()).isNull();
    assertThat(settings.rollups().ledger().currency()).isEmpty();
    assertThat(settings.listening().host()).isEqualTo("127.0.0.1");
    assertThat(settings.listening().port()).isEmpty();
    assertThat(HealthProfiles.load(settings.healthFolder()).inForce()).isNotEmpty();
    assertThat(settings.thresholds()).isEqualTo(Thresholds.usual());
    assertThat(settings.signals().budget()).isEqualTo(10);
  }

  @Test
  void anEmptyFileIsNoFile() throws IOException {
    Settings none = Settings.of(folder);
    assertThat(with("# nothing yet\n")).isEqualTo(none);
  }

  @Test
  void everyKeyOfTheGuideIsRead() throws IOException {
    String guide = Files.readString(GUIDE);
    int start = guide.indexOf("```yaml") + "```yaml".length();
    Settings settings = with(guide.substring(start, guide.indexOf("```", start)));
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertThat(settings.zone()).isEqualTo(berlin);
    assertThat(settings.rollups().usageZone()).isEqualTo(berlin);
    assertThat(settings.rollups().valueEvent()).isEqualTo("name != 'page_viewed'");
    assertThat(settings.rollups().ledger().currency()).hasToString("Optional[EUR]");
    assertThat(settings.rollups().ledger().rates()).containsOnlyKeys("USD", "GBP");
    assertThat(settings.rollups().ledger().trackedSince()).hasValue(LocalDate.of(2024, 1, 31));
    assertThat(hours(settings).first().zone()).isEqualTo(berlin);
    assertThat(hours(settings).first().holidays()).contains(LocalDate.of(2024, 12, 31));
    assertThat(hours(settings).later()).containsOnlyKeys(LocalDate.of(2026, 4, 1));
    assertThat(worked(settings, "2025-12-29T00:00:00Z", "2026-01-02T23:00:00Z"))
        .as("Monday to Wednesday and Friday of nine hours; New Year is one of Bavaria's holidays")
        .isEqualTo(Duration.ofHours(36));
    assertThat(worked(settings, "2026-12-24T00:00:00Z", "2026-12-28T23:00:00Z"))
        .as("a Thursday and a Monday of two shifts; the 24th is no holiday, the 26th is")
        .isEqualTo(Duration.ofHours(18));
    assertThat(worked(settings, "2026-06-05T00:00:00Z", "2026-06-06T23:00:00Z"))
        .as("a short Friday and a Saturday morning")
        .isEqualTo(Duration.ofHours(6 + 3));
    assertThat(settings.signals().budget()).isEqualTo(15);
    assertThat(settings.warehouse().memoryLimit()).isEqualTo("4GB");
    assertThat(settings.warehouse().threads()).isEqualTo(2);
    assertThat(settings.warehouse().readers()).isEqualTo(4);
    assertThat(settings.intake().bodyBytes()).isEqualTo(4 << 20);
    assertThat(settings.intake().memoryBytes()).isEqualTo(64 << 20);
    assertThat(settings.intake().journal().backlogBytes()).isEqualTo(8L << 30);
    assertThat(settings.intake().journal().spareBytes()).isEqualTo(512 << 20);
    assertThat(settings.thresholds().of("csat").getFirst().word()).isEqualTo("good");
    assertThat(settings.thresholds().of("nps"))
        .as("the guide names the defaults")
        .isEqualTo(Thresholds.usual().of("nps"));
    assertThat(settings.thresholds().of("customer_churn_rate"))
        .isEqualTo(Thresholds.usual().of("customer_churn_rate"));
    assertThat(settings.listening().port()).hasValue(8080);
    assertThat(settings.listening().publicAddress().orElseThrow())
        .hasToString("https://holdfast.example.com");
  }

  @Test
  void oneScheduleNeedsNoList() throws IOException {
    Settings settings =
        with(
            """
            zone: Europe/Berlin
            business-hours: {opens: "08:00", closes: "12:00", days: [monday], friday: ["22:00-06:00"]}
            """);
    assertThat(hours(settings).later()).isEmpty();
    assertThat(worked(settings, "2026-03-23T00:00:00Z", "2026-03-30T00:00:00Z"))
        .as("a Monday and a night of Friday")
        .isEqualTo(Duration.ofHours(12));
  }

  private static BusinessHours hours(Settings settings) {
    return settings.rollups().businessHours();
  }

  private static Duration worked(Settings settings, String start, String end) {
    return hours(settings).between(Instant.parse(start), Instant.parse(end));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          zone: Mars/Olympus            | zone must look like Europe/London, not 'Mars/Olympus'
          time-zone: UTC                | time-zone is not a setting; there are: zone
          zone: [UTC]                   | zone must be one value, such as Europe/London
          web: {port: many}             | web.port must look like 8080, not 'many'
          web: 8080                     | web must hold keys and values
          web: {prot: 8080}             | web.prot is not a setting; there are: web.host, web.port
          business-hours: {days: mon}   | business-hours.days must be a list, such as [monday]
          business-hours: {days: [mon]} | business-hours.days must look like monday, not 'mon'
          business-hours: {shifts: ["9-5"]} | business-hours.shifts must look like "09:00-12:30", not '9-5'
          business-hours: {opens: "09:00", shifts: ["09:00-12:30"]} | business-hours.shifts stands in place of opens
          business-hours: {days: []}    | business-hours.days leaves no working time; name a day, such as [monday]
          business-hours: {holiday-calendar: de/xx} | business-hours.holiday-calendar must look like de/by, not 'de/xx'; there is no
          business-hours: {holiday-calendar: xx} | 'xx' is not one of
          business-hours: []            | business-hours must hold at least one entry
          business-hours: [monday]      | business-hours[1] must hold keys and values
          business-hours: [{}, {opens: "08:00"}] | business-hours[2].from must be the day from which on
          business-hours: [{from: 2026-04-01}, {from: 2026-04-01}] | business-hours[2].from must be the day from which on
          business-hours: [{from: 1.4.2026}] | business-hours[1].from must look like 2026-04-01, not '1.4.2026'
          business-hours: [{}, {from: 1999-04-01}] | between 2000-01-01 and 2050-01-01
          business-hours: {frm: 2026-04-01} | business-hours.frm is not a setting
          rates: {USD: [{from: 2026-01-01}]} | rates.USD[1].rate is missing
          rates: {USD: [{rate: 1}, {rate: 2}]} | rates.USD[2].from must be a later day
          rates: {USD: dear}            | rates.USD must look like 1.08, not 'dear'
          intake: {body-limit: big}     | intake.body-limit must look like 4MB, not 'big'
          thresholds: {mrr: ["> 5 big"]} | thresholds.mrr is not a setting; there are: thresholds.
          thresholds: {nps: "> 50 good"} | thresholds.nps must be a list, such as ["> 50 excellent"]
          thresholds: {nps: [50 good]}  | thresholds.nps must look like "> 50 excellent", not '50 good'
          thresholds: {csat: ["> 5 a", "< 5 b"]} | the thresholds of csat look both up and down
          currency: Euro                | currency must look like USD, not 'Euro'
          - zone                        | must hold keys and values
          zone: "UTC                    | is not YAML
          """)
  void aMistakeNamesTheKeyAndTheMend(String yaml, String words) {
    assertThatThrownBy(() -> with(yaml))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DEFINITION))
        .hasMessageContaining(words);
  }

  @Test
  void ownHealthProfilesAreRead() throws IOException {
    Files.createDirectory(folder.resolve("health"));
    Files.writeString(folder.resolve("health").resolve("broken.yaml"), "nmae: x\n");
    assertThatThrownBy(() -> HealthProfiles.load(Settings.of(folder).healthFolder()))
        .isInstanceOf(HoldfastException.class)
        .hasMessageContaining("broken.yaml");
  }
}

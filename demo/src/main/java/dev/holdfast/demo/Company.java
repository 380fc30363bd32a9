package dev.holdfast.demo;

/** What all who tell the company's story share. */
record Company(DemoSettings settings, Words words, DemoTeam team, CompanyCalendar calendar) {

  static Company of(DemoSettings settings) {
    Words words = Words.load();
    return new Company(
        settings, words, DemoTeam.of(settings, words), new CompanyCalendar(settings));
  }

  int firstDay() {
    return (int) settings.firstDay().toEpochDay();
  }

  int lastDay() {
    return (int) settings.lastDay().toEpochDay();
  }
}

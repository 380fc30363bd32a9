package dev.holdfast.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.stats.RidgeLogistic.Observation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Telco's customers in two parts, by a hash of their ids, with 23 features as z-scores. */
record TelcoChurn(ZScores scale, List<Observation> train, List<Observation> test) {

  static final JsonNode GOLDEN_FILE = Golden.json("telco_classification.json");

  static TelcoChurn split() {
    List<Telco.Customer> train = new ArrayList<>();
    List<Telco.Customer> test = new ArrayList<>();
    for (Telco.Customer one : Telco.customers()) {
      (bucket(one.text("customerID")) < 3 ? test : train).add(one);
    }
    ZScores scale = ZScores.of(train.stream().map(TelcoChurn::features).toList());
    return new TelcoChurn(scale, scaled(train, scale), scaled(test, scale));
  }

  private static List<Observation> scaled(List<Telco.Customer> customers, ZScores scale) {
    return customers.stream()
        .map(one -> new Observation(scale.apply(features(one)), one.churned()))
        .toList();
  }

  /** The first eight hexadecimal digits of the id's SHA-256, modulo ten. */
  private static long bucket(String id) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return Long.parseLong(HexFormat.of().formatHex(hash, 0, 4), 16) % 10;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static List<Double> features(Telco.Customer one) {
    return List.of(
        one.number("tenure"),
        one.number("MonthlyCharges"),
        one.number("TotalCharges"),
        one.number("SeniorCitizen"),
        one.yes("Partner"),
        one.yes("Dependents"),
        one.yes("PhoneService"),
        one.yes("MultipleLines"),
        one.yes("OnlineSecurity"),
        one.yes("OnlineBackup"),
        one.yes("DeviceProtection"),
        one.yes("TechSupport"),
        one.yes("StreamingTV"),
        one.yes("StreamingMovies"),
        one.yes("PaperlessBilling"),
        one.is("gender", "Male"),
        one.is("InternetService", "Fiber optic"),
        one.is("InternetService", "No"),
        one.is("Contract", "One year"),
        one.is("Contract", "Two year"),
        one.is("PaymentMethod", "Electronic check"),
        one.is("PaymentMethod", "Mailed check"),
        one.is("PaymentMethod", "Bank transfer (automatic)"));
  }

  static JsonNode logit() {
    return GOLDEN_FILE.path("logit_unpenalised");
  }

  static List<String> names() {
    List<String> names = new ArrayList<>();
    GOLDEN_FILE.path("features").forEach(name -> names.add(name.stringValue()));
    return names;
  }

  static double number(JsonNode node, String name) {
    assertThat(node.path(name).isNumber()).as(name).isTrue();
    return node.path(name).doubleValue();
  }
}

package dev.holdfast.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;

/** Bodies as clients send them, spoiled at random. The same seed gives the same bodies. */
final class Mutations {

  private static final List<String> BODIES =
      List.of(
          "{'batch':[{'type':'track','messageId':'%1$s','userId':'u1','event':'Opened',"
              + "'timestamp':'2026-03-18T09:59:59.500Z','properties':{'plan':'pro','n':3.5},"
              + "'context':{'groupId':'acme','library':{'name':'a','version':'1'}}},"
              + "{'type':'identify','messageId':'%1$si','userId':'u1','traits':{'email':'a@b.c',"
              + "'name':'Ä é 漢'},'context':{'groupId':'acme'}}],"
              + "'sentAt':'2026-03-18T10:00:00.000Z','writeKey':'k'}",
          "{'type':'group','messageId':'%1$s','userId':'u2','groupId':'acme','traits':"
              + "{'name':'Acme','employees':12,'plan':{'deep':{'er':[1,2,{'x':null}]}}}}",
          "{'messageId':'%1$s','userId':'u3','previousId':'anon','event':'x','name':'Home',"
              + "'groupId':'g','anonymousId':'anon','context':{'groupId':'globex'},"
              + "'properties':{'url':'https://example.org/?q=\\u00e4','revenue':1e3}}",
          "{'api_key':'k','batch':[{'event':'$pageview','uuid':'%1$s','distinct_id':'u4',"
              + "'properties':{'$groups':{'company':'acme'},'$set':{'email':'x@y.z'}},"
              + "'timestamp':'2026-03-18T09:00:00Z'}]}",
          "{'facts':[{'fact':'account','id':'%1$s','account_id':'acme','name':'Acme',"
              + "'occurred_at':'2026-03-01T00:00:00Z'}]}",
          "[{'type':'page','messageId':'%1$s','userId':'u5','name':'P','category':'C',"
              + "'context':{'groupId':'acme'}}]");

  private static final List<byte[]> SPOILS =
      List.of(
          new byte[] {0},
          new byte[] {(byte) 0xff, (byte) 0xfe},
          new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
          text("1e308"),
          text("-1e400"),
          text("99999999999999999999999999"),
          text("\"\\ud800\""),
          text("\"\\u0000\""),
          text("null"),
          text("true"),
          text("[]"),
          text("{}"),
          text("\""),
          text("\\"),
          text("}"),
          text("]"),
          text(","),
          text(":"),
          text("NaN"),
          text("0x10"),
          text("/* */"),
          text("\"2026-02-30T25:61:00Z\""),
          text("\"+292278994-08-17T07:12:55.808Z\""),
          text("9223372036854775807"),
          text("[".repeat(300)),
          text("{\"a\":".repeat(300)),
          text("\"" + "x".repeat(3_000) + "\""),
          text("\"messageId\":\"" + "y".repeat(200) + "\","));

  private final RandomGenerator random;

  Mutations(RandomGenerator random) {
    this.random = random;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A body with some mistakes in it, mostly few, so that many are read and some are not. */
  byte[] body(String id) {
    String whole = BODIES.get(random.nextInt(BODIES.size())).formatted(id).replace('\'', '"');
    byte[] body = text(whole);
    int mistakes = random.nextInt(1 + random.nextInt(6));
    for (int i = 0; i < mistakes; i++) {
      body = spoil(body);
    }
    return body;
  }

  private byte[] spoil(byte[] body) {
    if (body.length == 0) {
      return SPOILS.get(random.nextInt(SPOILS.size()));
    }
    int at = random.nextInt(body.length);
    int end = Math.min(body.length, at + 1 + random.nextInt(1 + random.nextInt(60)));
    return switch (random.nextInt(12)) {
      case 0 -> {
        byte[] flipped = body.clone();
        flipped[at] ^= (byte) (1 << random.nextInt(8));
        yield flipped;
      }
      case 1 -> join(Arrays.copyOf(body, at), Arrays.copyOfRange(body, end, body.length));
      case 2 -> Arrays.copyOf(body, at);
      case 3 ->
          join(
              Arrays.copyOf(body, end),
              Arrays.copyOfRange(body, at, end),
              Arrays.copyOfRange(body, end, body.length));
      case 4, 5 -> join(Arrays.copyOf(body, at), some(), Arrays.copyOfRange(body, at, body.length));
      case 6 -> join(Arrays.copyOf(body, at), some(), Arrays.copyOfRange(body, end, body.length));
      default -> replaceValue(body, at);
    };
  }

  private byte[] some() {
    return SPOILS.get(random.nextInt(SPOILS.size()));
  }

  /** Another value behind the next colon, so that the whole often stays JSON. */
  private byte[] replaceValue(byte[] body, int from) {
    int colon = from;
    while (colon < body.length && body[colon] != ':') {
      colon++;
    }
    int end = colon + 1;
    while (end < body.length && ",}]".indexOf(body[end]) < 0) {
      end++;
    }
    return colon >= body.length
        ? body
        : join(Arrays.copyOf(body, colon + 1), some(), Arrays.copyOfRange(body, end, body.length));
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}

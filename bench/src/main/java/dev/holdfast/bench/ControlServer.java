package dev.holdfast.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The control's HTTP server, in a process of its own: copies each batch into one table, commits,
 * answers. It looks for no duplicates, checks no key, corrects no clock and has no index: what is
 * left is what taking in events costs at least. The JDK's server stands in since Tomcat was not
 * faster.
 */
public final class ControlServer implements AutoCloseable {

  static final String TABLE =
      "create table usage_event (message_id text not null, occurred_at timestamptz not null,"
          + " account_id text not null, person_id text not null, name text not null,"
          + " properties text not null)";

  private static final String COPY = "copy usage_event (" + CopyRows.COLUMNS + ") from stdin";
  private static final byte[] SUCCESS = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HikariDataSource pool;
  private final HttpServer http;
  private final ExecutorService threads;
  private final AtomicLong durableEvents = new AtomicLong();

  /** What it is told when it starts; it answers the port it listens on. */
  record Setup(String url, String user, String password, int connections) {}

  private ControlServer(Setup setup) throws IOException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(setup.url());
    config.setUsername(setup.user());
    config.setPassword(setup.password());
    config.setMaximumPoolSize(setup.connections());
    pool = new HikariDataSource(config);
    threads = Executors.newFixedThreadPool(setup.connections());
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    http.setExecutor(threads);
    http.createContext("/v1/batch", this::batch);
    http.createContext("/status", this::status);
    http.start();
  }

  /** The process itself: serves until its standard input ends. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Setup setup = JSON.readValue(in.readLine(), Setup.class);
    try (ControlServer server = new ControlServer(setup)) {
      System.out.println(server.http.getAddress().getPort());
      in.readAllLines(); // nothing else is said to it
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdown();
    pool.close();
  }

  private void batch(HttpExchange exchange) throws IOException {
    try {
      CopyRows rows = CopyRows.of(exchange.getRequestBody().readAllBytes());
      copy(rows.bytes());
      durableEvents.addAndGet(rows.count());
      answer(exchange, 200, SUCCESS);
    } catch (JacksonException e) {
      answer(exchange, 400, message(e));
    } catch (SQLException e) {
      answer(exchange, 503, message(e));
    }
  }

  /** One round of COPY, which commits by itself. */
  private void copy(byte[] rows) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
      copy.writeToCopy(rows, 0, rows.length);
      copy.endCopy();
    }
  }

  /** What was counted; with {@code ?collect} also what a full collection leaves on the heap. */
  private void status(HttpExchange exchange) throws IOException {
    Map<String, Long> status = new TreeMap<>();
    status.put(Target.DURABLE_EVENTS, durableEvents.get());
    if (exchange.getRequestURI().getQuery() != null) {
      MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
      memory.gc();
      status.put(Target.HEAP_BYTES, memory.getHeapMemoryUsage().getUsed());
    }
    answer(exchange, 200, JSON.writeValueAsBytes(status));
  }

  private static byte[] message(Exception e) {
    return String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}

package dev.holdfast.reports;

import java.util.List;

/**
 * Tickets that ask for nearly the same.
 *
 * @param words stems of the words in the most frequent wording, in order of the alphabet
 * @param tickets how many tickets
 * @param share of all tickets with a subject in the period, from 0 to 1
 * @param examples the most frequent subjects as they were written, at most three; none for somebody
 *     who may not see personal data
 * @param ticketIds ids of the tickets, in order
 * @param accountIds the accounts that asked, in order
 */
public record RequestGroup(
    List<String> words,
    long tickets,
    double share,
    List<String> examples,
    List<String> ticketIds,
    List<String> accountIds) {

  public RequestGroup {
    words = List.copyOf(words);
    examples = List.copyOf(examples);
    ticketIds = List.copyOf(ticketIds);
    accountIds = List.copyOf(accountIds);
  }

  /** The same without what people wrote. */
  RequestGroup withoutTexts() {
    return new RequestGroup(words, tickets, share, List.of(), ticketIds, accountIds);
  }
}

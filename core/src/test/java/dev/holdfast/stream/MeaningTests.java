package dev.holdfast.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.facts.FactType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What each kind of message says, as facts. */
class MeaningTests extends StreamTest {

  @Test
  void aTrackIsAUsageEventOfTheAccountItNames() {
    stream.load(
        """
        {'type':'track','messageId':'m1','userId':'u1','event':'Report viewed',
         'context':{'groupId':'acme','sessionId':77,'library':{'name':'x'}},
         'properties':{'page':'/a','n':3,'deep':{'er':true},'list':[1,{'b':2}],'none':null},
         'timestamp':'2026-03-17T08:00:00.000Z'}
        """);
    assertThat(stream.failures()).isEmpty();
    assertThat(stream.facts(FactType.USAGE_EVENT, "account_id")).containsExactly("acme");
    assertThat(stream.facts(FactType.USAGE_EVENT, "person_id")).containsExactly("u1");
    assertThat(stream.facts(FactType.USAGE_EVENT, "name")).containsExactly("Report viewed");
    assertThat(stream.facts(FactType.USAGE_EVENT, "session_id")).containsExactly("77");
    assertThat(stream.facts(FactType.USAGE_EVENT, "source")).containsExactly("web");
    assertThat(stream.facts(FactType.USAGE_EVENT, "occurred_at"))
        .containsExactly("2026-03-17 08:00:00.0");
    assertThat(stream.facts(FactType.USAGE_EVENT, "properties"))
        .containsExactly(
            "{\"deep.er\":\"true\",\"list\":\"[1,{\\\"b\\\":2}]\",\"n\":\"3\",\"page\":\"/a\"}");
    assertThat(stream.states(FactType.ACCOUNT, "account_id")).containsExactly("acme");
    assertThat(stream.states(FactType.PERSON, "account_id")).containsExactly("acme");
  }

  @Test
  void theLastGroupIsTheAccountOfWhatFollows() {
    stream.load(
        "{'type':'group','messageId':'g1','userId':'u1','groupId':'acme','traits':{'name':'Acme',"
            + "'website':'https://www.acme.example/x','plan':'pro','employees':30}}",
        "{'type':'page','messageId':'p1','userId':'u1','name':'Home','properties':{'path':'/'}}",
        "{'type':'screen','messageId':'s1','userId':'u1','name':'Main','category':'App'}");
    stream.load(
        "{'type':'group','messageId':'g2','userId':'u1','groupId':'beta'}",
        "{'type':'track','messageId':'t2','userId':'u1','event':'x'}");
    assertThat(stream.failures()).isEmpty();
    assertThat(stream.facts(FactType.USAGE_EVENT, "account_id"))
        .containsExactly("acme", "acme", "beta");
    assertThat(stream.facts(FactType.USAGE_EVENT, "name"))
        .containsExactly("page_viewed", "screen_viewed", "x");
    assertThat(stream.states(FactType.ACCOUNT, "name")).containsExactly("Acme", "null");
    assertThat(stream.states(FactType.ACCOUNT, "domain")).contains("acme.example");
    assertThat(stream.states(FactType.ACCOUNT, "attributes"))
        .contains("{\"employees\":\"30\",\"plan\":\"pro\"}");
  }

  @Test
  void identifyLaysTraitsOverWhatIsKnownAndRepeatsNothing() {
    stream.load(
        "{'type':'identify','messageId':'i1','userId':'u1','context':{'groupId':'acme'},"
            + "'traits':{'email':'a@acme.example','firstName':'Ann','lastName':'Lee','role':'champion',"
            + "'seat':'owner','address':{'city':'Rome'}}}");
    stream.clock.set(StreamFixture.NOW.plus(Duration.ofHours(1)));
    stream.load(
        "{'type':'identify','messageId':'i2','userId':'u1','traits':{'email':'ann@acme.example'}}",
        "{'type':'identify','messageId':'i3','userId':'u1','traits':{'email':'ann@acme.example'}}");
    assertThat(stream.failures()).isEmpty();
    assertThat(stream.facts(FactType.PERSON, "fact_id")).containsExactly("i1", "i2");
    assertThat(stream.states(FactType.PERSON, "email")).containsExactly("ann@acme.example");
    assertThat(stream.states(FactType.PERSON, "name")).containsExactly("Ann Lee");
    assertThat(stream.states(FactType.PERSON, "role")).containsExactly("champion");
    assertThat(stream.states(FactType.PERSON, "attributes"))
        .containsExactly("{\"address.city\":\"Rome\",\"seat\":\"owner\"}");
  }

  @Test
  void aLateIdentifyFillsWhatIsEmptyAndOverwritesNothing() {
    stream.load(
        "{'type':'identify','messageId':'i1','userId':'u1','context':{'groupId':'acme'},"
            + "'traits':{'email':'new@acme.example'}}",
        "{'type':'identify','messageId':'i0','userId':'u1','timestamp':'2026-01-01T00:00:00Z',"
            + "'traits':{'email':'old@acme.example','name':'Ann'}}");
    assertThat(stream.states(FactType.PERSON, "email")).containsExactly("new@acme.example");
    assertThat(stream.states(FactType.PERSON, "name")).containsExactly("Ann");
  }

  @Test
  void whatAVisitorDidBeforeSigningInWaitsAndIsTakenInOnceTheAccountIsKnown() {
    stream.load(
        "{'type':'page','messageId':'p1','anonymousId':'anon','name':'Pricing'}",
        "{'type':'identify','messageId':'i1','anonymousId':'anon','userId':'u1',"
            + "'traits':{'email':'a@b.example'}}");
    assertThat(stream.failures())
        .containsExactly("no_account context.groupId", "no_account context.groupId");
    assertThat(stream.facts(FactType.USAGE_EVENT, "name")).isEmpty();
    stream.load("{'type':'group','messageId':'g1','userId':'u1','groupId':'acme'}");
    assertThat(stream.failures()).isEmpty();
    assertThat(stream.facts(FactType.USAGE_EVENT, "person_id")).containsExactly("u1");
    assertThat(stream.facts(FactType.USAGE_EVENT, "account_id")).containsExactly("acme");
    assertThat(stream.states(FactType.PERSON, "email")).containsExactly("a@b.example");
    assertThat(stream.states(FactType.ALIAS, "alias_id")).containsExactly("anon");
  }

  @Test
  void whatAVisitorDidIsTakenInThoughTheirAccountWasKnownBeforeTheirName() {
    stream.load("{'type':'group','messageId':'g1','userId':'u1','groupId':'acme'}");
    stream.load("{'type':'page','messageId':'p1','anonymousId':'anon','name':'Pricing'}");
    stream.load("{'type':'identify','messageId':'i1','anonymousId':'anon','userId':'u1'}");
    assertThat(stream.failures()).isEmpty();
    assertThat(stream.facts(FactType.USAGE_EVENT, "person_id")).containsExactly("u1");
  }

  @Test
  void aliasLeadsFromTheOldIdToTheNew() {
    stream.load(
        "{'type':'group','messageId':'g1','userId':'old','groupId':'acme'}",
        "{'type':'alias','messageId':'a1','previousId':'old','userId':'new'}",
        "{'type':'alias','messageId':'a2','previousId':'new','userId':'old'}",
        "{'type':'track','messageId':'t1','userId':'old','event':'x'}");
    assertThat(stream.failures()).isEmpty();
    assertThat(stream.facts(FactType.USAGE_EVENT, "person_id")).containsExactly("new");
    assertThat(stream.facts(FactType.ALIAS, "fact_id")).containsExactly("a1");
  }

  @Test
  void aVisitorWithoutANameIsNobodyButTheAccountIsUsed() {
    stream.load(
        "{'type':'track','messageId':'t1','anonymousId':'anon','event':'x',"
            + "'context':{'groupId':'acme'}}");
    assertThat(stream.facts(FactType.USAGE_EVENT, "person_id")).containsExactly("null");
    assertThat(stream.facts(FactType.USAGE_EVENT, "properties"))
        .containsExactly("{\"anonymous_id\":\"anon\"}");
  }

  @Test
  void theEnvelopesContextHoldsForEachOfItsMessages() {
    stream.send(
        Wire.BATCH,
        "{'sentAt':'2026-03-18T12:00:00Z','batch':[{'type':'track','messageId':'t1','userId':'u',"
            + "'event':'x','timestamp':'2026-03-18T11:00:00Z'}],'context':{'groupId':'acme'}}");
    stream.arrivals.load();
    assertThat(stream.facts(FactType.USAGE_EVENT, "account_id")).containsExactly("acme");
    assertThat(stream.facts(FactType.USAGE_EVENT, "occurred_at"))
        .as("an hour before it was sent, by a clock two hours ahead")
        .containsExactly("2026-03-18 09:00:00.0");
  }

  @Test
  void singleCallsNeedNoType() {
    stream.send(
        Wire.TRACK, "{'messageId':'t1','userId':'u','event':'x','context':{'groupId':'acme'}}");
    stream.send(Wire.GROUP, "{'messageId':'g1','userId':'u','groupId':'beta'}");
    stream.arrivals.load();
    assertThat(stream.failures()).isEmpty();
    assertThat(stream.facts(FactType.USAGE_EVENT, "account_id")).containsExactly("acme");
    assertThat(stream.states(FactType.PERSON, "account_id")).containsExactly("beta");
  }

  @Test
  void postHogsEventsMeanTheSame() {
    stream.send(
        Wire.POSTHOG,
        """
        {'api_key':'k','batch':[
          {'event':'signed up','distinct_id':'u1','uuid':'e1','timestamp':'2026-03-18T09:00:00Z',
           'properties':{'plan':'pro','$groups':{'company':'acme'},'$lib':'posthog-node'}},
          {'event':'$identify','distinct_id':'u1','uuid':'e2',
           'properties':{'$set':{'email':'a@acme.example'},'$anon_distinct_id':'anon'}},
          {'event':'$groupidentify','distinct_id':'$company_acme','uuid':'e3','properties':
           {'$group_type':'company','$group_key':'acme','$group_set':{'name':'Acme'}}},
          {'event':'$pageview','distinct_id':'u1','uuid':'e4','properties':{'$pathname':'/x'}},
          {'event':'$create_alias','distinct_id':'u1','uuid':'e5','properties':{'alias':'u0'}}
        ]}
        """);
    stream.arrivals.load();
    assertThat(stream.failures()).isEmpty();
    assertThat(stream.facts(FactType.USAGE_EVENT, "name"))
        .containsExactly("signed up", "page_viewed");
    assertThat(stream.facts(FactType.USAGE_EVENT, "properties")).contains("{\"plan\":\"pro\"}");
    assertThat(stream.states(FactType.PERSON, "email")).containsExactly("a@acme.example");
    assertThat(stream.states(FactType.ACCOUNT, "name")).containsExactly("Acme");
    assertThat(stream.states(FactType.ALIAS, "alias_id")).containsExactly("anon", "u0");
  }

  @Test
  void ourOwnApiTakesAnyFact() {
    stream.send(
        Wire.FACTS,
        """
        {'facts':[
          {'fact':'ticket_event','fact_id':'t-1','occurred_at':'2026-03-18T09:00:00Z',
           'ticket_id':'T1','account_id':'acme','status':'open','public_reply':true},
          {'fact':'account','fact_id':'a-1','account_id':'acme','tier':'gold',
           'attributes':{'plan':'pro'}},
          {'fact':'ticket_event','ticket_id':'T1','account_id':'acme','status':'lost'},
          {'fact':'self_rating','interaction_id':'x','rep':'r','scale_min':1,'scale_max':5,'score':3}
        ]}
        """);
    stream.arrivals.load();
    assertThat(stream.facts(FactType.TICKET_EVENT, "status")).containsExactly("open");
    assertThat(stream.states(FactType.ACCOUNT, "attributes")).containsExactly("{\"plan\":\"pro\"}");
    assertThat(stream.failed())
        .extracting(FailedEvent::says)
        .satisfiesExactly(
            first -> assertThat(first).contains("status must be one of open, pending_customer"),
            second -> assertThat(second).contains("comes from them alone"));
  }
}

# Survival quantiles, restricted means and log-rank tests to check dev.holdfast.stats against.
#
# Run from the project's root: Rscript golden/survival_checks.R
# Writes golden/survival_cases.csv (made-up inputs) and golden/survival_checks.csv (results).
suppressPackageStartupMessages(library(survival))

header <- paste0("# ", R.version.string, ", survival ", packageVersion("survival"))
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.15g", as.numeric(x)))
save <- function(lines, file) writeLines(c(header, lines), file)

# Inputs: hand-made edges, then random ones with ties, time 0 and delayed entry.
case <- function(name, time, event, entry = -1, group = "all") {
  data.frame(case = name, group = group, entry = entry, time = time, event = event)
}
set.seed(20261121)
random <- function(name, n, late) {
  entry <- if (late) sample(0:4, n, replace = TRUE) else rep(-1, n)
  case(name, pmax(entry, 0) + sample(if (late) 1:15 else 0:15, n, replace = TRUE),
       rbinom(n, 1, 0.6), entry, sample(c("a", "b", "c"), n, replace = TRUE))
}
cases <- rbind(
  case("level-then-drop", 1:4, c(1, 1, 1, 1)),
  case("level-to-the-end", 1:4, c(1, 1, 0, 0)),
  case("all-censored", 1:3, c(0, 0, 0)),
  case("one-event", 3, 1),
  case("event-at-zero", c(0, 0, 1, 5, 7, 7, 9, 12), c(1, 0, 1, 1, 0, 1, 1, 0)),
  random("random-20", 20, FALSE), random("random-200", 200, FALSE),
  random("late-30", 30, TRUE), random("late-300", 300, TRUE))
save(c("case,group,entry,time,event",
       with(cases, paste(case, group, entry, time, event, sep = ","))), "golden/survival_cases.csv")

# The committed inputs: Freireich one row a patient, Telco rebuilt from its counts by month.
resources <- "stats/src/test/resources/golden/"
freireich <- read.csv(paste0(resources, "freireich_input.csv"))
freireich <- case("freireich", freireich$t, freireich$e, group = freireich$g)
telco <- read.csv(paste0(resources, "km_telco_contract.csv"))
again <- function(counts, event) {
  case("telco", rep(telco$time, counts), event, group = rep(sub("Contract=", "", telco$group), counts))
}
all <- rbind(cases, freireich, again(telco$events, 1), again(telco$censored, 0))

surv <- function(d) if (any(d$entry >= 0)) Surv(d$entry, d$time, d$event) else Surv(d$time, d$event)
curve <- function(d, type) survfit(surv(d) ~ 1, conf.type = type)

# With late entries a bound can fall and rise again. quantile() then sorts it and reads nonsense;
# the time wanted is that of the first crossing.
first <- function(d, type, p, side) {
  fit <- curve(d, type)
  bound <- if (side == "lower") fit$lower else fit$upper
  known <- bound[!is.na(bound)]
  if (all(diff(known) <= 0)) return(quantile(fit, p)[[side]])
  fit$time[which(bound <= 1 - p)[1]]
}

lines <- "case,group,what,transform,at,estimate,low,high"
add <- function(...) lines <<- c(lines, paste(..., sep = ","))
for (name in unique(all$case)) {
  whole <- all[all$case == name, ]
  for (g in unique(whole$group)) {
    d <- whole[whole$group == g, ]
    # R starts the restricted mean of late entries at the first entry; ours starts at 0.
    if (!any(d$entry >= 0)) {
      for (tau in unique(pmax(min(d$time), c(max(d$time) / 2, max(d$time))))) {
        rmean <- summary(curve(d, "plain"), rmean = tau)$table
        add(name, g, "rmst", "NA", number(tau), number(rmean["rmean"]), number(rmean["se(rmean)"]), "NA")
      }
    }
    for (type in c("plain", "log", "log-log")) for (p in c(0.1, 0.25, 0.5, 0.75)) {
      q <- quantile(curve(d, type), p)
      add(name, g, "quantile", type, p, number(q$quantile),
          number(first(d, type, p, "lower")), number(first(d, type, p, "upper")))
    }
  }
  if (length(unique(whole$group)) > 1 && !any(whole$entry >= 0)) {
    test <- survdiff(Surv(time, event) ~ group, whole)
    df <- length(test$n) - 1
    add(name, "all", "logrank", "NA", df, number(test$chisq),
        number(pchisq(test$chisq, df, lower.tail = FALSE)), "NA")
  }
  if (any(whole$entry >= 0)) {
    # survdiff takes no late entries; the score test of Cox without ties' correction is the same
    # statistic when the variance is the exact hypergeometric one, so it is computed directly.
    add(name, "all", "logrank", "NA", length(unique(whole$group)) - 1, {
      groups <- sort(unique(whole$group)); k <- length(groups)
      excess <- rep(0, k); v <- matrix(0, k, k)
      for (t in sort(unique(whole$time[whole$event == 1]))) {
        n <- sapply(groups, function(g) sum(whole$group == g & whole$entry < t & whole$time >= t))
        d <- sapply(groups, function(g) sum(whole$group == g & whole$time == t & whole$event == 1))
        excess <- excess + d - sum(d) * n / sum(n)
        if (sum(n) > 1) v <- v + sum(d) * (sum(n) - sum(d)) / (sum(n) - 1) *
          (diag(n / sum(n)) - outer(n, n) / sum(n)^2)
      }
      chisq <- drop(excess[-1] %*% solve(v[-1, -1], excess[-1]))
      paste(number(chisq), number(pchisq(chisq, k - 1, lower.tail = FALSE)), sep = ",")
    }, "NA")
  }
}
save(lines, "golden/survival_checks.csv")

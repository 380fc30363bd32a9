# Cox models and competing risks to check dev.holdfast.stats against.
#
# Run from the project's root: Rscript golden/cox_checks.R
# Writes golden/cox_cases.csv (made-up inputs) and golden/cox_checks.csv (results), and
# golden/competing_cases.csv and golden/competing_checks.csv for the Aalen-Johansen curves.
suppressPackageStartupMessages(library(survival))

header <- paste0("# ", R.version.string, ", survival ", packageVersion("survival"))
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.15g", as.numeric(x)))
save <- function(lines, file) writeLines(c(header, lines), file)
cell <- function(x) if (is.numeric(x)) number(x) else as.character(x)
rows <- function(d, columns) {
  c(paste(columns, collapse = ","), do.call(paste, c(lapply(d[columns], cell), sep = ",")))
}

# Inputs of Cox: few and many ties, time 0, rows of one account, late entries, odd units.
set.seed(20261121)
made <- function(name, n, times, late = FALSE, unit = 1, drift = FALSE) {
  id <- sample(seq_len(ceiling(n / 3)), n, replace = TRUE)
  x1 <- rnorm(n) * unit + 5 * unit
  x2 <- rbinom(n, 1, 0.3)
  x3 <- round(runif(n, 0, 4))
  frailty <- rnorm(max(id), sd = 0.5)[id]
  rate <- exp(0.5 * (x1 / unit - 5) - 0.7 * x2 + 0.2 * x3 + frailty)
  spent <- if (drift) rexp(n)^(1 / (0.5 + 1.5 * x2)) / rate else rexp(n) / rate
  entry <- if (late) sample(0:4, n, replace = TRUE) else rep(-1, n)
  last <- runif(n, 0, 2.5)
  time <- pmin(spent, last)
  time <- if (times == 0) round(time * 40, 6) else floor(time * times)
  if (late) time <- entry + 1 + time
  data.frame(case = name, id = paste0("a", id), entry = entry, time = time,
             event = as.numeric(spent <= last), x1 = x1, x2 = x2, x3 = x3)
}
cases <- rbind(
  made("few-ties", 80, 0), made("ties-and-zero", 150, 6), made("many-ties", 400, 12),
  made("late", 120, 10, late = TRUE), made("large-units", 90, 15, unit = 1e6),
  made("drift", 300, 20, drift = TRUE))
save(rows(cases, c("case", "id", "entry", "time", "event", "x1", "x2", "x3")),
     "golden/cox_cases.csv")

lines <- "case,ties,what,covariate,first,second"
add <- function(...) lines <<- c(lines, paste(..., sep = ","))
for (name in unique(cases$case)) for (ties in c("efron", "breslow")) {
  d <- cases[cases$case == name, ]
  d$y <- if (any(d$entry >= 0)) Surv(d$entry, d$time, d$event) else Surv(d$time, d$event)
  control <- coxph.control(eps = 1e-11, iter.max = 50)
  fit <- coxph(y ~ x1 + x2 + x3, d, ties = ties, control = control)
  robust <- coxph(y ~ x1 + x2 + x3, d, ties = ties, cluster = id, control = control)
  single <- coxph(y ~ x1 + x2 + x3, d, ties = ties, cluster = seq_along(time), control = control)
  for (j in 1:3) {
    add(name, ties, "coefficient", j - 1, number(coef(fit)[j]), number(sqrt(diag(fit$var))[j]))
    add(name, ties, "robust", j - 1, number(sqrt(diag(robust$var))[j]),
        number(sqrt(diag(single$var))[j]))
  }
  add(name, ties, "likelihood", "NA", number(fit$loglik[1]), number(fit$loglik[2]))
  for (clock in c("km", "identity")) {
    test <- cox.zph(fit, transform = clock)$table
    for (j in 1:4) add(name, ties, paste0("drift-", clock), if (j < 4) j - 1 else "NA",
                       number(test[j, "chisq"]), number(test[j, "p"]))
  }
  c <- concordance(fit)
  add(name, ties, "concordance", "NA", number(c$concordance), number(c$count["tied.x"]))
  hazard <- basehaz(fit, centered = FALSE)
  for (t in unique(d$time[d$event == 1])) {
    add(name, ties, "hazard", "NA", number(t), number(hazard$hazard[hazard$time == t]))
  }
}
save(lines, "golden/cox_checks.csv")

# Competing risks: cause 0 is censored.
risks <- function(name, time, cause, entry = -1) {
  data.frame(case = name, entry = entry, time = time, cause = cause)
}
random <- function(name, n, times, late) {
  entry <- if (late) sample(0:4, n, replace = TRUE) else rep(-1, n)
  time <- if (late) entry + sample(1:times, n, replace = TRUE) else
    sample(0:times, n, replace = TRUE)
  cause <- sample(c("0", "voluntary", "payment"), n, replace = TRUE, prob = c(0.4, 0.35, 0.25))
  risks(name, time, cause, entry)
}
competing <- rbind(
  risks("tied-with-censoring", c(1, 1, 1, 2, 2, 3, 3, 3),
        c("voluntary", "0", "payment", "payment", "0", "voluntary", "0", "0")),
  risks("event-at-zero", c(0, 0, 1, 2, 4, 4), c("payment", "0", "voluntary", "0", "voluntary", "0")),
  risks("until-nobody-is-left", c(1, 2, 2, 3), c("voluntary", "payment", "voluntary", "payment")),
  random("random-40", 40, 12, FALSE), random("random-300", 300, 24, FALSE),
  random("late-200", 200, 15, TRUE))
save(rows(competing, c("case", "entry", "time", "cause")), "golden/competing_cases.csv")

lines <- "case,cause,transform,time,estimate,standard_error,low,high"
for (name in unique(competing$case)) {
  d <- competing[competing$case == name, ]
  d$cause <- factor(d$cause, c("0", "payment", "voluntary"))
  d$id <- seq_len(nrow(d))
  curve <- function(type) {
    if (any(d$entry >= 0)) {
      survfit(Surv(entry, time, cause) ~ 1, d, id = id, conf.type = type)
    } else survfit(Surv(time, cause) ~ 1, d, id = id, conf.type = type)
  }
  for (type in c("plain", "log", "log-log")) {
    fit <- curve(type)
    for (state in c("payment", "voluntary")) {
      k <- which(fit$states == state)
      happened <- which(rowSums(matrix(fit$n.event, nrow = length(fit$time))) > 0)
      lines <- c(lines, paste(name, state, type, number(fit$time[happened]),
        number(fit$pstate[happened, k]), number(fit$std.err[happened, k]),
        number(fit$lower[happened, k]), number(fit$upper[happened, k]), sep = ","))
    }
  }
}
save(lines, "golden/competing_checks.csv")

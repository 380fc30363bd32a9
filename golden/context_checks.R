# Difference of a part's mean from the rest by account, to check dev.holdfast.stats against.
#
# Run from the project's root: Rscript golden/context_checks.R
# Writes golden/context_cases.csv (made-up rows) and golden/context_checks.csv (results).
# Another route than the Java: each account is really left out, and the pooled variance is the
# quadratic form of the contrast's weights with the whole covariance matrix of the rows.
header <- paste0("# ", R.version.string)
set.seed(20261126)

rows <- function(name, accounts, per, between, values = function(n) rnorm(n, 8, 2)) {
  account <- rep(seq_len(accounts), times = rep(per, length.out = accounts))
  y <- values(length(account)) + rnorm(accounts, 0, between)[account]
  data.frame(case = name, account = account, inside = rbinom(length(account), 1, 0.3), y = round(y, 4))
}
heavy <- rows("one-heavy", 70, 1, 0)
heavy <- rbind(heavy, data.frame(case = "one-heavy", account = 99, inside = 1, y = round(rnorm(15, 3, 1), 4)))
alike <- rows("alike", 60, 1, 0, function(n) rbinom(n, 1, 0.9) * 100)
alike$y[alike$inside == 1] <- 100
cases <- rbind(rows("single", 50, 1, 0), rows("repeated", 30, c(1, 2, 3, 8), 2), heavy, alike)
writeLines(c(header, "case,account,inside,y", with(cases, paste(case, account, inside, sprintf("%.4f", y), sep = ","))), "golden/context_cases.csv")

lines <- "case,within,between,difference,standard_error,degrees_of_freedom,p,low,high"
for (name in unique(cases$case)) {
  d <- cases[cases$case == name, ]
  contrast <- function(d) mean(d$y[d$inside == 1]) - mean(d$y[d$inside == 0])
  ids <- unique(d$account)
  a <- length(ids)
  without <- sapply(ids, function(id) contrast(d[d$account != id, ]))
  jackknife <- (a - 1) / a * sum((without - contrast(d))^2)
  sizes <- table(d$account)
  if (nrow(d) == a) {
    within <- var(d$y); between <- 0
  } else {
    squares <- anova(lm(y ~ factor(account), d))[["Mean Sq"]]
    within <- squares[2]
    n0 <- (nrow(d) - sum(sizes^2) / nrow(d)) / (a - 1)
    between <- max(0, (squares[1] - within) / n0)
  }
  covariance <- diag(within, nrow(d)) + between * outer(d$account, d$account, "==")
  weight <- ifelse(d$inside == 1, 1 / sum(d$inside == 1), -1 / sum(d$inside == 0))
  pooled <- drop(weight %*% covariance %*% weight)
  se <- sqrt(max(pooled, jackknife))
  effective <- function(side) { s <- table(d$account[d$inside == side]); sum(s)^2 / sum(s^2) }
  df <- min(effective(0), effective(1)) - 1
  p <- 2 * pt(-abs(contrast(d)) / se, df)
  bounds <- contrast(d) + c(-1, 1) * qt(0.975, df) * se
  lines <- c(lines, paste(name, paste(sprintf("%.15g", c(within, between, contrast(d), se, df, p, bounds)), collapse = ","), sep = ","))
}
writeLines(c(header, lines), "golden/context_checks.csv")

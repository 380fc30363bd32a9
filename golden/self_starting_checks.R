# The self-starting cumulative sum, to check dev.holdfast.stats.SelfStartingCusum against.
#
# Run from the project's root: Rscript golden/self_starting_checks.R
# Writes golden/self_starting_checks.csv. Means and deviations are taken anew from all earlier values
# at each step, which is another route than the Java code's running sums.
header <- paste0("# ", R.version.string)
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.15g", as.numeric(x)))
lines <- "case,at,x,u,lower"
path <- function(case, x, k) {
  lower <- 0
  for (n in seq_along(x)) {
    u <- NA
    if (n >= 3) {
      before <- x[seq_len(n - 1)]
      t <- sqrt((n - 1) / n) * (x[n] - mean(before)) / sd(before)
      u <- qnorm(pt(t, n - 2, log.p = TRUE), log.p = TRUE)
    }
    if (n > 8) lower <- max(0, lower - u - k)
    lines <<- c(lines, paste(case, n - 1, number(x[n]), number(u), number(lower), sep = ","))
  }
}
set.seed(20261126)
path("quiet", round(rnorm(60, 20, 2), 3), 0.5)
path("drop", round(c(rnorm(20, 20, 2), rnorm(15, 16, 2)), 3), 0.5)
path("short", round(c(rnorm(9, 12, 1), 9.5, 9, 9.2), 3), 0.25)
writeLines(c(header, lines), "golden/self_starting_checks.csv")

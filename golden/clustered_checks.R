# ROC areas and logistic coefficients of cases that come in clusters, to check dev.holdfast.stats.
#
# Run from the project's root: Rscript golden/clustered_checks.R
# Reads golden/classification_cases.csv, three cases in order making a cluster, and writes
# golden/clustered_checks.csv.
header <- paste0("# ", R.version.string)
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.15g", as.numeric(x)))
cases <- read.csv("golden/classification_cases.csv", comment.char = "#")

# Obuchowski (1997), Biometrics 53:567-578, from all pairs.
clustered <- function(score, y, cluster) {
  psi <- outer(score[y == 1], score[y == 0], function(a, b) (a > b) + (a == b) / 2)
  area <- mean(psi)
  events <- tapply(rowMeans(psi) - area, factor(cluster[y == 1], unique(cluster)), sum, default = 0)
  others <- tapply(colMeans(psi) - area, factor(cluster[y == 0], unique(cluster)), sum, default = 0)
  i10 <- length(unique(cluster[y == 1])); i01 <- length(unique(cluster[y == 0]))
  i <- length(unique(cluster)); m <- sum(y == 1); n <- sum(y == 0)
  s10 <- i10 / ((i10 - 1) * m) * sum(events^2)
  s01 <- i01 / ((i01 - 1) * n) * sum(others^2)
  s11 <- i / (i - 1) * sum(events * others)
  c(area, sqrt(s10 / m + s01 / n + 2 * s11 / (m * n)))
}

# Liang and Zeger (1986), without a correction for the number of clusters.
sandwich <- function(fit, cluster) {
  x <- model.matrix(fit)
  scores <- rowsum(x * (fit$y - fitted(fit)), cluster)
  bread <- solve(crossprod(x, x * fitted(fit) * (1 - fitted(fit))))
  sqrt(diag(bread %*% crossprod(scores) %*% bread))
}

lines <- "case,what,at,first,second"
for (name in unique(cases$case)) {
  d <- cases[cases$case == name, ]
  cluster <- (seq_len(nrow(d)) - 1) %/% 3
  for (score in c("tied", "p")) {
    auc <- clustered(d[[score]], d$y, cluster)
    lines <- c(lines, paste(name, "auc", score, number(auc[1]), number(auc[2]), sep = ","))
  }
  fit <- glm(y ~ x1 + x2 + x3, binomial, d, control = glm.control(epsilon = 1e-14, maxit = 100))
  errors <- sandwich(fit, cluster)
  for (j in 1:3) {
    lines <- c(lines, paste(name, "logit", j - 1, number(coef(fit)[j + 1]), number(errors[j + 1]),
                            sep = ","))
  }
}
writeLines(c(header, lines), "golden/clustered_checks.csv")

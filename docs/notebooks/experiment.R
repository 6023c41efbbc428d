#!/usr/bin/env Rscript
# What an experiment found: reads the results.sqlite that `rurban batch` leaves.
#
#   Rscript docs/notebooks/experiment.R results/tiny-sobol
#   Rscript docs/notebooks/experiment.R results/tiny-sobol population.residents population.births
#
# Prints each figure's mean and the interval that 90 % of the replicates lie in, by point of the design, and the factors
# that each figure follows most (Spearman's rank correlation: it sees what rises or falls throughout; what turns or
# depends on another factor it may miss). Needs base R and RSQLite (Debian: r-cran-rsqlite). experiment.py prints the same.

share <- 0.9    # of the replicates inside an interval
most_told <- 3  # factors told of each figure

open_results <- function(path) {
  if (dir.exists(path)) path <- file.path(path, "results.sqlite")
  if (!file.exists(path)) stop(path, ": no such file; rurban batch writes it when the experiment is done", call. = FALSE)
  DBI::dbConnect(RSQLite::SQLite(), path, flags = RSQLite::SQLITE_RO)
}

factors_of <- function(db) DBI::dbGetQuery(db, "select name, unit from factors order by factor")

# One row a point: its number, and its factors in the design's order.
points_of <- function(db, factors) {
  names <- paste0(', "', factors$name, '"', recycle0 = TRUE, collapse = "")
  DBI::dbGetQuery(db, paste0("select distinct point", names, " from points order by point"))
}

# One row for each figure and run. All figures when none is wanted.
figures_of <- function(db, wanted) {
  all <- DBI::dbGetQuery(db, paste("select name, unit, point, value from figures join points using (run)",
                                   "where value is not null order by name, run"))
  missing <- setdiff(wanted, all$name)
  if (length(missing) > 0)
    stop("not among the figures that the experiment kept: ", paste(missing, collapse = ", "), call. = FALSE)
  if (length(wanted) > 0) all[all$name %in% wanted, ] else all
}

# One row a point that was lived: mean, and the interval that `share` of the replicates lie in (quantiles of type 7).
summary_of <- function(figure) {
  by_point <- split(figure$value, figure$point)
  edges <- vapply(by_point, quantile, numeric(2), probs = c(1 - share, 1 + share) / 2, names = FALSE)
  data.frame(point = as.integer(names(by_point)), runs = lengths(by_point), mean = vapply(by_point, mean, 0),
             low = edges[1, ], high = edges[2, ])
}

# Rank correlations of a figure's means with the factors, strongest first; of equals the first of the design.
strongest <- function(factors, points, told) {
  lived <- points[match(told$point, points$point), ]
  strength <- vapply(factors$name, function(name) {
    if (length(unique(lived[[name]])) < 2 || length(unique(told$mean)) < 2) return(NA_real_)
    cor(lived[[name]], told$mean, method = "spearman")
  }, 0)
  strength <- strength[!is.na(strength)]
  head(strength[order(-round(abs(strength), 9))], most_told)
}

tell <- function(db, wanted) {
  about <- DBI::dbGetQuery(db, "select key, value from experiment")
  about <- setNames(about$value, about$key)
  factors <- factors_of(db)
  points <- points_of(db, factors)
  figures <- figures_of(db, wanted)
  count <- function(table) DBI::dbGetQuery(db, paste("select count(*) from", table))[[1]]
  cat(sprintf("%s (%s, rurban %s)\n", about["title_en"], about["design"], about["version"]))
  cat(sprintf("%d points, %d runs, %d failed\n", nrow(points), as.integer(count("points")), as.integer(count("faults"))))
  cat("\npoint  ", paste0(factors$name, " (", factors$unit, ")", recycle0 = TRUE, collapse = "  "), "\n", sep = "")
  for (row in seq_len(nrow(points)))
    cat(sprintf("%5d  ", as.integer(points$point[row])),
        paste(sprintf("%.6g", unlist(points[row, factors$name])), collapse = "  "), "\n", sep = "")
  for (name in unique(figures$name)) {
    figure <- figures[figures$name == name, ]
    told <- summary_of(figure)
    cat(sprintf("\n%s (%s)\n", name, figure$unit[1]))
    cat(sprintf("%5s %5s %14s %14s %14s\n", "point", "runs", "mean", "5 %", "95 %"))
    cat(sprintf("%5d %5d %14.6g %14.6g %14.6g\n", told$point, told$runs, told$mean, told$low, told$high), sep = "")
    strength <- strongest(factors, points, told)
    cat(sprintf("  follows %s: %+.3f\n", names(strength), strength), sep = "")
  }
}

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) == 0) stop("usage: Rscript experiment.R FOLDER [FIGURE …]", call. = FALSE)
if (!requireNamespace("RSQLite", quietly = TRUE)) stop("needs RSQLite (Debian: r-cran-rsqlite)", call. = FALSE)
db <- open_results(arguments[1])
tell(db, arguments[-1])
invisible(DBI::dbDisconnect(db))

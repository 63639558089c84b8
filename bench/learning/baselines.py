"""Learners of Python on the folds of a table: its columns are numbers, the last two label and fold. Prints what they predict as JSON."""

import csv
import json
import sys
import time

import numpy

ROWS_ALONE = 200


def boosters(seed):
    """By name: makes a learner, or raises ImportError."""

    def lightgbm(**settings):
        def make():
            from lightgbm import LGBMClassifier

            return LGBMClassifier(num_threads=1, verbose=-1, random_state=seed, deterministic=True, **settings)

        return make

    def xgboost(**settings):
        def make():
            from xgboost import XGBClassifier

            return XGBClassifier(n_jobs=1, tree_method="hist", random_state=seed, **settings)

        return make

    def histogram(**settings):
        def make():
            from sklearn.ensemble import HistGradientBoostingClassifier

            return HistGradientBoostingClassifier(random_state=seed, early_stopping=False, **settings)

        return make

    def forest():
        from sklearn.ensemble import RandomForestClassifier
        from sklearn.impute import SimpleImputer
        from sklearn.pipeline import make_pipeline

        return make_pipeline(SimpleImputer(), RandomForestClassifier(300, min_samples_leaf=8, n_jobs=1, random_state=seed))

    def logistic():
        from sklearn.impute import SimpleImputer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        return make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression(max_iter=2000))

    few = dict(n_estimators=500, learning_rate=0.03)
    return {
        "LightGBM, default": lightgbm(),
        "LightGBM, 500 trees x 8 leaves": lightgbm(num_leaves=8, **few),
        "XGBoost, default": xgboost(),
        "XGBoost, 500 trees x 8 leaves": xgboost(max_leaves=8, max_depth=0, grow_policy="lossguide", **few),
        "scikit-learn histogram boosting, default": histogram(),
        "scikit-learn histogram boosting, 500 trees x 8 leaves": histogram(max_iter=500, learning_rate=0.03, max_leaf_nodes=8),
        "scikit-learn forest, 300 trees": forest,
        "scikit-learn logistic regression": logistic,
    }


def measure(name, make, values, labels, folds):
    probabilities = numpy.zeros(len(labels))
    seconds, alone, batch = [], [], []
    for fold in sorted(set(folds)):
        inside, outside = folds != fold, folds == fold
        model = make()
        start = time.process_time()
        model.fit(values[inside], labels[inside])
        seconds.append(time.process_time() - start)
        held = values[outside]
        start = time.process_time()
        probabilities[outside] = model.predict_proba(held)[:, 1]
        batch.append((time.process_time() - start) / len(held))
        rows = [held[i : i + 1] for i in range(min(ROWS_ALONE, len(held)))]
        start = time.process_time()
        for row in rows:
            model.predict_proba(row)
        alone.append((time.process_time() - start) / len(rows))
    return {
        "name": name,
        "probabilities": probabilities.tolist(),
        "seconds": float(numpy.median(seconds)),
        "oneRow": float(numpy.median(alone)) * 1e6,
        "batchRow": float(numpy.median(batch)) * 1e6,
    }


def main(file, seed):
    with open(file, newline="") as lines:
        table = numpy.array([[float(cell) for cell in row] for row in csv.reader(lines)])
    values, labels, folds = table[:, :-2], table[:, -2], table[:, -1]
    measured, skipped = [], []
    for name, make in boosters(seed).items():
        try:
            measured.append(measure(name, make, values, labels, folds))
        except (ImportError, TypeError) as failure:
            skipped.append(f"{name}: {failure}")
    json.dump({"measured": measured, "skipped": skipped}, sys.stdout)


main(sys.argv[1], int(sys.argv[2]))

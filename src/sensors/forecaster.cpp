// SPDX-License-Identifier: GPL-3.0-or-later
#include "sensors/forecaster.h"
#include "sensors/forecasterrors.h"
#include "sensors/holtwinters.h"
#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;
using base::Error;
using base::ErrorCode;
using base::Result;

namespace sensors {
namespace {

constexpr qint64 dayMs = 86'400'000;
constexpr quint8 stateVersion = 1;
constexpr double largestValue = 1e15;
constexpr size_t periodsKept = 14;
constexpr size_t fewestErrors = 20;
constexpr size_t horizons =
    4; ///< one bucket, an hour, eight hours, a day: between them the errors are no straight line
constexpr std::array models{ForecastModel::LastValue, ForecastModel::SeasonalNaive, ForecastModel::HoltWinters};

} // namespace

Result<> ForecastSettings::check() const
{
    if (bucketMs < 1000 || bucketMs > dayMs || dayMs % bucketMs != 0)
        return Error(ErrorCode::InvalidArgument, u"bucketMs must be 1 s to a day and divide a day"_s);
    if ((minimum && !std::isfinite(*minimum)) || (maximum && !std::isfinite(*maximum)) ||
        (minimum && maximum && *maximum < *minimum))
        return Error(ErrorCode::InvalidArgument, u"minimum and maximum must be numbers, maximum not below minimum"_s);
    return {};
}

class Forecaster::Learning
{
public:
    explicit Learning(ForecastSettings settings)
        : m_settings(std::move(settings))
        , m_period(size_t(dayMs / std::max<qint64>(m_settings.bucketMs, 1)))
    {
        const int day = int(m_period);
        for (auto &ofModel : m_errors)
            ofModel = {ForecastErrors(1), ForecastErrors(std::clamp(day / 24, 2, 12)),
                       ForecastErrors(std::max(day / 3, 3)), ForecastErrors(std::max(day, 4))};
    }
    const ForecastSettings &settings() const { return m_settings; }
    void add(const Reading &reading);
    bool isLate(base::UtcMs at) const { return m_lastAt && at.value < *m_lastAt; }
    Result<Forecast> forecast(qint64 horizonMs) const;
    double halfWidth(int steps, double share) const { return widthAt(widths(best(), share), steps); }
    void save(StateWriter &out) const;
    bool restore(StateReader &in);

private:
    using Widths = std::vector<std::pair<double, double>>; ///< root of the horizon, half width
    Widths widths(ForecastModel model, double share) const;
    static double widthAt(const Widths &widths, int steps);
    void finish(std::optional<double> mean);
    void learn(double value, bool isReal);
    bool hasSeason() const { return m_history.size() >= 2 * m_period; }
    double said(ForecastModel model, int steps) const;
    double errorOf(ForecastModel model) const;
    ForecastModel best() const;
    std::optional<double> mase() const;
    double clipped(double value) const;
    const std::array<ForecastErrors, horizons> &errorsOf(ForecastModel model) const
    {
        return m_errors[size_t(model) - 1];
    }

    ForecastSettings m_settings;
    size_t m_period;
    std::optional<qint64> m_lastAt;
    qint64 m_bucket = 0; ///< number of the open one since 1970
    double m_sum = 0;
    qint64 m_inBucket = 0;
    qint64 m_full = 0; ///< full buckets with readings
    qint64 m_firstBucket = 0;
    size_t m_sinceFit = 0;
    std::vector<float> m_history; ///< up to fourteen periods and one, the last is the newest
    HoltWinters m_model;
    std::array<std::array<ForecastErrors, horizons>, models.size()> m_errors; ///< a model and a horizon each
};

void Forecaster::Learning::add(const Reading &reading)
{
    const qint64 bucket = reading.at.value / m_settings.bucketMs;
    if (!m_lastAt) {
        m_bucket = bucket;
        m_firstBucket = bucket;
    }
    m_lastAt = reading.at.value;
    if (bucket != m_bucket) {
        finish(m_inBucket > 0 ? std::optional(m_sum / double(m_inBucket)) : std::nullopt);
        // What a silence skips: every bucket of a day, then whole days, which change no phase.
        const qint64 missed = bucket - m_bucket - 1;
        const qint64 day = qint64(m_period);
        for (qint64 i = missed > day ? missed % day : missed; i > 0; --i)
            finish(std::nullopt);
        m_bucket = bucket;
        m_sum = 0;
        m_inBucket = 0;
    }
    m_sum += reading.value;
    ++m_inBucket;
}

void Forecaster::Learning::finish(std::optional<double> mean)
{
    if (m_history.empty() && !mean)
        return;
    learn(mean ? *mean : said(best(), 1), mean.has_value());
    for (const ForecastModel model : models) {
        if (model != ForecastModel::LastValue && !hasSeason())
            continue;
        for (ForecastErrors &errors : m_errors[size_t(model) - 1])
            errors.advance(mean, said(model, errors.steps()));
    }
}

void Forecaster::Learning::learn(double value, bool isReal)
{
    if (isReal)
        ++m_full;
    if (hasSeason() && m_sinceFit > 0) {
        if (isReal)
            m_model.step(value);
        else
            m_model.skip();
    }
    m_history.push_back(float(value));
    if (m_history.size() >= (periodsKept + 1) * m_period)
        m_history.erase(m_history.begin(), m_history.begin() + std::ptrdiff_t(m_period));
    if (!hasSeason())
        return;
    if (m_sinceFit == 0 || m_sinceFit >= m_period) {
        m_model = fitHoltWinters(m_history, m_period);
        m_sinceFit = 0;
    }
    ++m_sinceFit;
}

double Forecaster::Learning::said(ForecastModel model, int steps) const
{
    if (model == ForecastModel::HoltWinters && hasSeason())
        return clipped(m_model.predict(steps));
    if (model == ForecastModel::SeasonalNaive && m_history.size() >= m_period)
        return double(m_history[m_history.size() - m_period + size_t(steps - 1) % m_period]);
    return double(m_history.back());
}

/// Over all horizons, each as a share of what the last value would have been off.
double Forecaster::Learning::errorOf(ForecastModel model) const
{
    double sum = 0;
    for (size_t i = 0; i < horizons; ++i) {
        const double naive = errorsOf(ForecastModel::LastValue)[i].mean();
        sum += errorsOf(model)[i].mean() / std::max(naive, 1e-12);
    }
    return sum;
}

ForecastModel Forecaster::Learning::best() const
{
    ForecastModel best = ForecastModel::LastValue;
    for (const ForecastModel model : models) {
        if (errorsOf(model).back().count() >= fewestErrors && errorOf(model) < errorOf(best))
            best = model;
    }
    return best;
}

std::optional<double> Forecaster::Learning::mase() const
{
    if (errorsOf(ForecastModel::HoltWinters).back().count() < fewestErrors)
        return std::nullopt;
    const double naive = std::min(errorOf(ForecastModel::LastValue), errorOf(ForecastModel::SeasonalNaive));
    return naive > 0 ? std::optional(errorOf(ForecastModel::HoltWinters) / naive) : std::nullopt;
}

double Forecaster::Learning::clipped(double value) const
{
    value = m_settings.minimum ? std::max(value, *m_settings.minimum) : value;
    return m_settings.maximum ? std::min(value, *m_settings.maximum) : value;
}

/// The widths that are known, by horizon; each a sort of 500 errors, so made once a forecast.
Forecaster::Learning::Widths Forecaster::Learning::widths(ForecastModel model, double share) const
{
    Widths widths;
    for (const ForecastErrors &errors : errorsOf(model)) {
        if (errors.count() < (errors.steps() == 1 ? 1 : fewestErrors))
            break;
        widths.push_back({std::sqrt(double(errors.steps())), errors.quantile(share)});
    }
    return widths;
}

/// Between the horizons that are known, straight over the root of the horizon; beyond, wider by that root.
double Forecaster::Learning::widthAt(const Widths &widths, int steps)
{
    const double root = std::sqrt(double(steps));
    for (size_t i = 0; i < widths.size(); ++i) {
        const auto [highRoot, high] = widths[i];
        if (root > highRoot)
            continue;
        if (i == 0)
            return high;
        const auto [lowRoot, low] = widths[i - 1];
        return low + (high - low) * (root - lowRoot) / (highRoot - lowRoot);
    }
    return widths.empty() ? 0 : widths.back().second * root / widths.back().first;
}

Result<Forecast> Forecaster::Learning::forecast(qint64 horizonMs) const
{
    if (horizonMs < 1 || horizonMs > dayMs)
        return Error(ErrorCode::InvalidArgument, u"a forecast goes at most a day ahead"_s);
    if (m_history.empty())
        return Error(ErrorCode::Unavailable, u"there is no full interval to forecast from yet"_s);
    Forecast forecast;
    forecast.issuedAt = {m_bucket * m_settings.bucketMs};
    forecast.bucketMs = m_settings.bucketMs;
    forecast.model = best();
    forecast.mase = mase();
    forecast.trainedFrom = {m_firstBucket * m_settings.bucketMs};
    forecast.trainedOn = m_full;
    const int steps = int((horizonMs + m_settings.bucketMs - 1) / m_settings.bucketMs);
    const Widths widths80 = widths(forecast.model, 0.80);
    const Widths widths95 = widths(forecast.model, 0.95);
    for (int step = 1; step <= steps; ++step) {
        const double value = clipped(said(forecast.model, step));
        const double half80 = widthAt(widths80, step);
        const double half95 = widthAt(widths95, step);
        forecast.points.push_back({{forecast.issuedAt.value + (step - 1) * m_settings.bucketMs},
                                   value,
                                   clipped(value - half80),
                                   clipped(value + half80),
                                   clipped(value - half95),
                                   clipped(value + half95)});
    }
    return forecast;
}

void Forecaster::Learning::save(StateWriter &out) const
{
    out.byte(stateVersion);
    out.number(m_settings.bucketMs);
    out.byte(m_lastAt ? 1 : 0);
    for (const qint64 number : {m_lastAt.value_or(0), m_bucket, m_inBucket, m_full, m_firstBucket, qint64(m_sinceFit),
                                qint64(m_history.size())})
        out.number(number);
    out.real(m_sum);
    for (const float value : m_history)
        out.shortReal(double(value));
    if (hasSeason())
        m_model.save(out);
    for (const auto &ofModel : m_errors) {
        for (const ForecastErrors &errors : ofModel)
            errors.save(out);
    }
}

bool Forecaster::Learning::restore(StateReader &in)
{
    if (in.byte() != stateVersion || in.number() != m_settings.bucketMs)
        return false;
    const bool hasLast = in.byte() != 0;
    const qint64 lastAt = in.number();
    m_lastAt = hasLast ? std::optional(lastAt) : std::nullopt;
    for (qint64 *number : {&m_bucket, &m_inBucket, &m_full, &m_firstBucket})
        *number = in.number();
    m_sinceFit = size_t(std::clamp<qint64>(in.number(), 0, qint64(m_period)));
    const qint64 size = in.number();
    if (size < 0 || size > qint64((periodsKept + 1) * m_period))
        return false;
    m_sum = in.real();
    m_history.resize(size_t(size));
    for (float &value : m_history)
        value = float(in.shortReal());
    if (hasSeason())
        m_model.restore(in, m_period);
    for (auto &ofModel : m_errors) {
        for (ForecastErrors &errors : ofModel)
            errors.restore(in);
    }
    return in.ok() && in.atEnd();
}

Forecaster::Forecaster(ForecastSettings settings)
    : m_learning(std::make_unique<Learning>(std::move(settings)))
{
}
Forecaster::~Forecaster() = default;
Forecaster::Forecaster(Forecaster &&) noexcept = default;
Forecaster &Forecaster::operator=(Forecaster &&) noexcept = default;

Result<> Forecaster::observe(const Reading &reading)
{
    if (!(std::abs(reading.value) <= largestValue)) // NaN too
        return Error(ErrorCode::InvalidArgument, u"a reading must be a number of at most 1e15"_s);
    if (reading.quality == Quality::Good && !m_learning->isLate(reading.at))
        m_learning->add(reading);
    return {};
}

Result<Forecast> Forecaster::forecast(qint64 horizonMs) const
{
    return m_learning->forecast(horizonMs);
}
double Forecaster::halfWidth(int steps, double share) const
{
    return m_learning->halfWidth(steps, share);
}
const ForecastSettings &Forecaster::settings() const
{
    return m_learning->settings();
}

QByteArray Forecaster::save() const
{
    StateWriter out;
    m_learning->save(out);
    return std::move(out).bytes();
}

Result<Forecaster> Forecaster::restore(QByteArrayView bytes, ForecastSettings settings)
{
    if (const auto checked = settings.check(); !checked)
        return checked.error();
    Forecaster forecaster(std::move(settings));
    StateReader in(bytes);
    if (!forecaster.m_learning->restore(in))
        return Error(ErrorCode::Corrupt, u"these bytes are no state of a forecaster of such intervals"_s);
    return forecaster;
}

} // namespace sensors

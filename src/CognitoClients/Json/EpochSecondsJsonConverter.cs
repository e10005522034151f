using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Amplify.CognitoClients;

/// <summary>
/// Reads and writes times as AWS JSON 1.1 does: seconds since 1970 as a number, with a fraction or an exponent where the service likes.
/// ISO 8601 text, which some stand-ins for the service write, is understood too.
/// </summary>
internal sealed class EpochSecondsJsonConverter : JsonConverter<DateTime>
{
    private static readonly decimal Earliest = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond;
    private static readonly decimal Latest = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond;

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out decimal seconds) && seconds >= Earliest && seconds <= Latest)
        {
            return DateTime.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }

        if (reader.TokenType == JsonTokenType.String
            && DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return time.UtcDateTime;
        }

        throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
        writer.WriteNumberValue((value.ToUniversalTime() - DateTime.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond);
}

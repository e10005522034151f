using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amplify.UserContexts;

namespace Amplify;

/// <summary>
/// Tells threat protection what AWS's own collectors tell on Windows, Linux and macOS: the machine's name and id, operating system,
/// language, time zone, the application, and a random id of the device. Off unless given to <see cref="AuthServices"/>; say so in
/// your privacy notice.
/// </summary>
public sealed class SystemUserContextData : IUserContextDataProvider
{
    private readonly SystemUserContextDataOptions _options;
    private readonly SystemFacts _facts;
    private readonly TimeZoneInfo _zone;

    /// <summary>Collects from this system.</summary>
    /// <param name="options">What the system does not say; null for nothing.</param>
    public SystemUserContextData(SystemUserContextDataOptions? options = null)
        : this(options ?? new SystemUserContextDataOptions(), SystemFacts.Collect(), TimeZoneInfo.Local)
    {
    }

    internal SystemUserContextData(SystemUserContextDataOptions options, SystemFacts facts, TimeZoneInfo zone)
    {
        _options = options;
        _facts = facts;
        _zone = zone;
    }

    /// <inheritdoc/>
    public ValueTask<UserContextData?> GetAsync(UserContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        string payload = Payload(context);
        byte[] signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(context.ClientId), Encoding.UTF8.GetBytes(_options.Version + payload));
        string json = Json(writer =>
        {
            writer.WriteString("payload", payload);
            writer.WriteString("signature", Convert.ToBase64String(signature));
            writer.WriteString("version", _options.Version);
        });
        return new(new UserContextData { EncodedData = Convert.ToBase64String(Encoding.UTF8.GetBytes(json)), IpAddress = _options.IpAddress });
    }

    private string Payload(UserContext context) => Json(writer =>
    {
        writer.WriteStartObject("contextData");
        foreach ((string name, string? value) in ContextData(context))
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }

        writer.WriteEndObject();
        writer.WriteString("username", context.Username);
        writer.WriteString("userPoolId", context.UserPoolId);
        writer.WriteString("timestamp", context.Time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
    });

    private IEnumerable<(string Name, string? Value)> ContextData(UserContext context) =>
    [
        ("DeviceId", context.DeviceId),
        ("DeviceName", _facts.MachineName),
        ("ThirdPartyDeviceId", _facts.MachineId),
        ("ClientTimezone", Zone(context.Time)),
        ("ApplicationName", _options.ApplicationName ?? _facts.ApplicationName),
        ("ApplicationVersion", _options.ApplicationVersion ?? _facts.ApplicationVersion),
        ("DeviceLanguage", _facts.Language),
        ("DeviceOsReleaseVersion", _facts.OperatingSystem),
        ("ScreenHeightPixels", _options.ScreenHeightPixels.ToString(CultureInfo.InvariantCulture)),
        ("ScreenWidthPixels", _options.ScreenWidthPixels.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The offset from UTC with its sign, which zero has too.</summary>
    private string Zone(DateTimeOffset time)
    {
        TimeSpan offset = _zone.GetUtcOffset(time);
        return (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh':'mm", CultureInfo.InvariantCulture);
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using Amplify.Http;
using Amplify.Sessions;

namespace Amplify.Tests.Secrets;

/// <summary>
/// Makes an object of any type, with a marker wherever a secret may sit: through its constructors, public or internal, and
/// then through every property that can be set, again and again down to the last member.
/// </summary>
internal static class Filler
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const int MaxDepth = 8;

    private static readonly Dictionary<Type, Func<object>> _special = new()
    {
        [typeof(Secret)] = () => new Secret(Marker.ClientSecret),
        [typeof(SessionKey)] = () => SessionKey.Parse(Marker.Secret),
        [typeof(DeviceProfileKey)] = () => DeviceProfileKey.Parse(Marker.Secret),
        [typeof(FederatedToken)] = () => FederatedToken.Twitter(Marker.Secret, Marker.Secret, DateTimeOffset.UnixEpoch),
        [typeof(IdentityProvider)] = () => IdentityProvider.Named("plain provider"),
        [typeof(BrowserRequest)] = () => new BrowserRequest([new Uri("http://localhost:3000/")], redirect => new Uri($"{redirect}?state={Marker.Secret}"), _ => true),
        [typeof(BrowserResult)] = () => BrowserResult.Returned(new Uri($"http://localhost:3000/?code={Marker.Secret}")),
        [typeof(SessionProtectionKey)] = () => new SessionProtectionKey("2026-11", Marker.Bytes),
        [typeof(AesGcmSessionProtector)] = () => new AesGcmSessionProtector(new SessionProtectionKey("2026-11", Marker.Bytes)),
        [typeof(ISessionProtector)] = () => new AesGcmSessionProtector(new SessionProtectionKey("2026-11", Marker.Bytes)),
        [typeof(ISessionStore)] = () => new InMemorySessionStore(),
        [typeof(HttpMessageInvoker)] = () => new HttpMessageInvoker(new SocketsHttpHandler()),
        [typeof(RSAParameters)] = PublicKey,
        [typeof(TimeProvider)] = () => TimeProvider.System,
        [typeof(Uri)] = () => new Uri("https://idp.example.com/"),
        [typeof(Claim)] = () => new Claim("email", Marker.Personal),
        [typeof(Exception)] = () => new InvalidOperationException("The cause."),
        [typeof(DateTimeOffset)] = () => DateTimeOffset.UnixEpoch,
        [typeof(DateTime)] = () => DateTime.UnixEpoch,
        [typeof(TimeSpan)] = () => TimeSpan.FromHours(1),
        [typeof(CancellationToken)] = () => CancellationToken.None,
        [typeof(AuthOptions)] = Options,
        [typeof(AWSCredentials)] = () => new SessionAWSCredentials("AKIDEXAMPLE", Marker.Secret, Marker.Secret),
        [typeof(AwsSigningOptions)] = () => new AwsSigningOptions { Region = "eu-west-1", Service = "execute-api", AllowedOrigins = [new Uri("https://api.example.com")] },
        [typeof(AuthTokenHandlerOptions)] = () => new AuthTokenHandlerOptions { AllowedOrigins = [new Uri("https://api.example.com")] },
        [typeof(Func<HttpRequestMessage, IAuth?>)] = () => (HttpRequestMessage _) => (IAuth?)null,
        [typeof(HttpMessageHandler)] = () => new SocketsHttpHandler(),
    };

    /// <summary>An object of a type; one for each member of a closed hierarchy.</summary>
    public static IEnumerable<object> All(Type type) => type.IsAbstract
        ? type.GetNestedTypes().Where(t => t.IsSubclassOf(type) && !t.IsAbstract).SelectMany(All)
        : [Make(type, null, type.Name, 0) ?? throw new InvalidOperationException($"{type} cannot be made: tell {nameof(Filler)} how.")];

    private static object? Make(Type type, Type? declaring, string name, int depth)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (depth > MaxDepth)
        {
            return null;
        }

        if (_special.TryGetValue(plain, out Func<object>? make))
        {
            return make();
        }

        return plain switch
        {
            _ when plain == typeof(string) => Text(declaring, name),
            _ when plain == typeof(byte[]) => Bytes(declaring, name),
            _ when plain == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(Bytes(declaring, name)),
            { IsEnum: true } => Enum.GetValues(plain).Cast<object>().ElementAt(Math.Min(1, Enum.GetValues(plain).Length - 1)),
            { IsPrimitive: true } => plain == typeof(bool) ? true : Convert.ChangeType(7, plain, System.Globalization.CultureInfo.InvariantCulture),
            _ when Dictionary(plain, name) is { } dictionary => dictionary,
            _ when List(plain, declaring, name, depth) is { } list => list,
            { IsAbstract: true, IsInterface: false } => All(plain).FirstOrDefault(),
            { IsInterface: true } => null,
            _ when plain.IsSubclassOf(typeof(Delegate)) => null,
            _ when IsOurs(plain.Assembly) => Construct(plain, depth),
            _ => null,
        };
    }

    private static bool IsOurs(Assembly assembly) =>
        assembly == typeof(Filler).Assembly || assembly.GetName().Name!.StartsWith($"{Repository.Prefix}.", StringComparison.Ordinal);

    private static object Construct(Type type, int depth)
    {
        object made = type.GetConstructors(Instance)
            .Where(c => !c.IsPrivate || type is { IsNested: true })
            .OrderByDescending(c => c.GetParameters().Length)
            .Select(c => Invoke(c, type, depth))
            .FirstOrDefault(o => o is not null)
            ?? (type.IsValueType ? RuntimeHelpers.GetUninitializedObject(type) : throw new InvalidOperationException($"No constructor of {type} takes what {nameof(Filler)} gives."));
        foreach (PropertyInfo property in type.GetProperties(Instance).Where(p => p.SetMethod is not null && p.GetIndexParameters().Length == 0))
        {
            if (Make(property.PropertyType, property.DeclaringType, property.Name, depth + 1) is { } value)
            {
                property.SetValue(made, value);
            }
        }

        return made;
    }

    private static object? Invoke(ConstructorInfo constructor, Type type, int depth)
    {
        ParameterInfo[] parameters = constructor.GetParameters();
        if (parameters.Any(p => p.ParameterType.IsByRefLike || p.ParameterType == type))
        {
            return null;
        }

        object?[] arguments = [.. parameters.Select(p => Make(p.ParameterType, type, p.Name!, depth + 1))];
        try
        {
            return constructor.Invoke(arguments);
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentException or AuthConfigurationException or NullReferenceException)
        {
            return null;
        }
    }

    private static string Text(Type? declaring, string name) =>
        SecretRule.IsSecret(declaring, name) ? Marker.Secret : SecretRule.IsPersonal(name) ? Marker.Personal : $"plain {name}";

    private static byte[] Bytes(Type? declaring, string name) => SecretRule.IsSecret(declaring, name) ? Marker.Bytes : Encoding.ASCII.GetBytes($"plain {name}");

    private static Dictionary<string, string>? Dictionary(Type type, string name) =>
        type.IsAssignableFrom(typeof(Dictionary<string, string>)) && type != typeof(object)
            ? new Dictionary<string, string> { ["key"] = SecretRule.IsPersonal(name) ? Marker.Personal : "plain value" }
            : null;

    private static object? List(Type type, Type? declaring, string name, int depth)
    {
        Type? element = type.IsArray ? type.GetElementType() : type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[0] : null;
        if (element is null || !type.IsAssignableFrom(element.MakeArrayType()))
        {
            return null;
        }

        object? item = Make(element, declaring, name, depth + 1);
        var array = Array.CreateInstance(element, item is null ? 0 : 1);
        if (item is not null)
        {
            array.SetValue(item, 0);
        }

        return array;
    }

    private static object PublicKey()
    {
        using RSA rsa = RSA.Create(2048);
        return rsa.ExportParameters(includePrivateParameters: false);
    }

    /// <summary>Options an engine accepts: their texts have forms to keep.</summary>
    private static object Options() => new AuthOptions
    {
        Region = "eu-west-1",
        UserPoolId = "eu-west-1_AbCdEfGhI",
        UserPoolClientId = "1h57kf5cpq17m0eml12example",
        ClientSecret = new Secret(Marker.ClientSecret),
        Endpoints = AuthEndpoints.Local(new Uri("http://127.0.0.1:9")),
    };
}

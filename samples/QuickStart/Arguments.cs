namespace Amplify.Samples;

/// <summary>The command line, read by hand: there is little of it.</summary>
internal sealed class Arguments
{
    public const string Usage = """
        Usage: QuickStart [--config amplify_outputs.json --username NAME [--sign-up EMAIL] [--endpoint URL] [--bucket NAME]]

          (nothing)          run everything against an emulator in this process
          --config FILE      use the user pool of this Amplify configuration file
          --username NAME    who signs in; the password and codes are asked for
          --sign-up EMAIL    create the user first, with this e-mail address
          --bucket NAME      where a file is uploaded to, under private/IDENTITY/; needs an identity pool in the file
          --endpoint URL     all services are here instead of at AWS: the emulator command's address
        """;

    public string? ConfigPath { get; private init; }

    public string? Username { get; private init; }

    public string? SignUpEmail { get; private init; }

    public Uri? Endpoint { get; private init; }

    public string? Bucket { get; private init; }

    public bool Help { get; private init; }

    public static Arguments Parse(string[] args)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--help" or "-h":
                    return new Arguments { Help = true };
                case "--config" or "--username" or "--sign-up" or "--endpoint" or "--bucket" when i + 1 < args.Length && args[i + 1].Length > 0:
                    values[args[i]] = args[++i];
                    break;
                case "--config" or "--username" or "--sign-up" or "--endpoint" or "--bucket":
                    throw new ArgumentsException($"{args[i]} needs a value.");
                default:
                    throw new ArgumentsException($"Unknown argument: {args[i]}");
            }
        }

        var arguments = new Arguments
        {
            ConfigPath = values.GetValueOrDefault("--config"),
            Username = values.GetValueOrDefault("--username"),
            SignUpEmail = values.GetValueOrDefault("--sign-up"),
            Bucket = values.GetValueOrDefault("--bucket"),
            Endpoint = EndpointOf(values.GetValueOrDefault("--endpoint")),
        };
        return arguments.ConfigPath is null == arguments.Username is null && (arguments.Username is not null || (arguments.SignUpEmail is null && arguments.Endpoint is null && arguments.Bucket is null))
            ? arguments
            : throw new ArgumentsException("--config and --username go together; --sign-up, --endpoint and --bucket go with them.");
    }

    private static Uri? EndpointOf(string? text) => text switch
    {
        null => null,
        _ when Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" => new Uri(text),
        _ => throw new ArgumentsException($"--endpoint is not an address: {text}"),
    };
}

/// <summary>The command line cannot be understood.</summary>
internal sealed class ArgumentsException(string message) : Exception(message);

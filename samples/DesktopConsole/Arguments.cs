namespace Amplify.Samples;

/// <summary>The command line, read by hand: there is little of it.</summary>
internal sealed class Arguments
{
    public const string Usage = """
        Usage: DesktopConsole [--demo | --config FILE [--endpoint URL] [--bucket NAME] | --emulator FILE | --require-mfa] [--store FOLDER] [--paste]

          (nothing)          against an emulator in this process: nothing to set up, made-up users to sign in as
          --require-mfa      the same, in a pool where everybody must set up a second factor
          --demo             the same without a person: shows everything once, and needs no terminal
          --config FILE      your own user pool: the amplify_outputs.json of your backend
          --bucket NAME      where files go, under private/IDENTITY/; needs an identity pool in the configuration
          --endpoint URL     all services are here instead of at AWS
          --emulator FILE    an emulator that runs by itself: the line it prints when started with --json
          --store FOLDER     where the session is kept (default: your application data; a throw-away folder for the emulator in this process)
          --paste            no browser here (SSH, containers): prints the address for one elsewhere, and takes the address it comes back to
          --help             this

        Exit codes: 0 done, 1 something failed, 2 wrong arguments or no terminal, 3 a configuration that cannot be used, 130 stopped with Ctrl+C.
        """;

    private static readonly string[] _withValue = ["--config", "--endpoint", "--bucket", "--emulator", "--store"];
    private static readonly string[] _switches = ["--demo", "--require-mfa", "--paste"];

    private readonly Dictionary<string, string> _given = new(StringComparer.Ordinal);

    private Arguments()
    {
    }

    public bool Help { get; private init; }

    public bool Demo => _given.ContainsKey("--demo");

    public bool RequireMfa => _given.ContainsKey("--require-mfa");

    public bool Paste => _given.ContainsKey("--paste");

    public string? ConfigPath => _given.GetValueOrDefault("--config");

    public string? EmulatorPath => _given.GetValueOrDefault("--emulator");

    public string? Bucket => _given.GetValueOrDefault("--bucket");

    public string? StoreFolder => _given.GetValueOrDefault("--store");

    public Uri? Endpoint { get; private set; }

    /// <exception cref="ArgumentsException">They cannot be understood, or contradict each other.</exception>
    public static Arguments Parse(string[] args)
    {
        var arguments = new Arguments();
        for (int i = 0; i < args.Length; i++)
        {
            string name = args[i];
            if (name is "--help" or "-h")
            {
                return new Arguments { Help = true };
            }

            if (_switches.Contains(name))
            {
                arguments._given[name] = "";
            }
            else if (!_withValue.Contains(name))
            {
                throw new ArgumentsException($"Unknown argument: {name}");
            }
            else if (i + 1 == args.Length || args[i + 1].Length == 0 || args[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                throw new ArgumentsException($"{name} needs a value.");
            }
            else
            {
                arguments._given[name] = args[++i];
            }
        }

        arguments.Check();
        return arguments;
    }

    private void Check()
    {
        if (new[] { "--demo", "--config", "--emulator", "--require-mfa" }.Count(_given.ContainsKey) > 1)
        {
            throw new ArgumentsException("--demo, --config, --emulator and --require-mfa exclude each other.");
        }

        if (Demo && Paste)
        {
            throw new ArgumentsException("--demo brings its own browser: no --paste.");
        }

        if (ConfigPath is null && (_given.ContainsKey("--endpoint") || Bucket is not null))
        {
            throw new ArgumentsException("--endpoint and --bucket go with --config.");
        }

        Endpoint = EndpointOf(_given.GetValueOrDefault("--endpoint"));
    }

    private static Uri? EndpointOf(string? text) => text switch
    {
        null => null,
        _ when Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https" => new Uri(text),
        _ => throw new ArgumentsException($"--endpoint is not an address: {text}"),
    };
}

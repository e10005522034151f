using System.Reflection;
using Amplify.CognitoIdentityProvider;

namespace Amplify.Tests.Support;

/// <summary>Data/operations.txt: what the services' published model says, written down apart from the code under test.</summary>
internal sealed class ServiceModel
{
    private readonly Dictionary<string, Dictionary<string, Entry>> _sections = [];

    private ServiceModel(IEnumerable<string> lines)
    {
        Dictionary<string, Entry> section = [];
        Entry entry = new();
        foreach (string line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                _sections[line.Trim('[', ']')] = section = [];
            }
            else if (line[0] != ' ')
            {
                section[line] = entry = new Entry();
            }
            else
            {
                entry.Rows[line[2]] = line[3..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            }
        }
    }

    public static ServiceModel Instance { get; } = Read();

    public static Assembly Assembly => typeof(IAmazonCognitoIdentityProvider).Assembly;

    public IEnumerable<string> NamesIn(string section) => _sections[section].Keys;

    public string[] Row(string section, string name, char row) => _sections[section][name].Rows[row];

    /// <summary>The members a class declares itself, as the model writes them.</summary>
    public static string[] MembersOf(Type type) =>
        [.. OwnProperties(type).Select(property => property.Name + ":" + Name(property.PropertyType)).Order(StringComparer.Ordinal)];

    public static IEnumerable<PropertyInfo> OwnProperties(Type type) =>
        type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly);

    private static ServiceModel Read()
    {
        using StreamReader reader = new(typeof(ServiceModel).Assembly.GetManifestResourceStream("operations.txt")!);
        return new ServiceModel(reader.ReadToEnd().Split('\n'));
    }

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        if (type.IsGenericType)
        {
            return type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] + "<" + string.Join(",", type.GetGenericArguments().Select(Name)) + ">";
        }

        return type == typeof(string) ? "string" : type == typeof(int) ? "int" : type == typeof(bool) ? "bool" : type.Name;
    }

    private sealed class Entry
    {
        public Dictionary<char, string[]> Rows { get; } = [];
    }
}

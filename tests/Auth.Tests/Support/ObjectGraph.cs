using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Amplify.Tests.Support;

/// <summary>Walks everything that hangs on some objects, field by field, and looks for texts.</summary>
internal static class ObjectGraph
{
    private const int Shortest = 6;
    private const int MostObjects = 3_000_000;

    /// <summary>Where one of the texts was found, as paths of fields; nothing when they are nowhere.</summary>
    /// <param name="roots">Where to begin; fields of this product's classes that belong to no object are walked as well.</param>
    /// <param name="texts">What to look for.</param>
    public static IReadOnlyList<string> Find(IEnumerable<object> roots, IEnumerable<string> texts)
    {
        string[] wanted = [.. texts.Where(t => t.Length >= Shortest).Distinct()];
        byte[][] bytes = [.. wanted.Select(Encoding.UTF8.GetBytes)];
        var found = new List<string>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<(object Value, string Path)>();
        foreach (object root in roots)
        {
            waiting.Enqueue((root, root.GetType().Name));
        }

        foreach (FieldInfo field in Statics())
        {
            Enqueue(field.GetValue(null), $"{field.DeclaringType!.Name}.{field.Name}");
        }

        while (waiting.TryDequeue(out (object Value, string Path) next))
        {
            if (IsForeign(next.Value) || (!next.Value.GetType().IsValueType && !seen.Add(next.Value)))
            {
                continue;
            }

            Assert.That(seen, Has.Count.LessThan(MostObjects), "the walk has left the engine");
            if (Holds(next.Value))
            {
                found.Add(next.Path);
            }

            if (next.Value is Array array)
            {
                if (!array.GetType().GetElementType()!.IsPrimitive)
                {
                    foreach (object? element in array)
                    {
                        Enqueue(element, $"{next.Path}[]");
                    }
                }
            }
            else if (next.Value is not string)
            {
                foreach (FieldInfo field in FieldsOf(next.Value.GetType()))
                {
                    Enqueue(field.GetValue(next.Value), $"{next.Path}.{field.Name}");
                }
            }
        }

        return found;

        void Enqueue(object? value, string path)
        {
            if (value is not null && !value.GetType().IsPrimitive && !value.GetType().IsEnum)
            {
                waiting.Enqueue((value, path));
            }
        }

        bool Holds(object value) => value switch
        {
            string text => wanted.Any(w => text.Contains(w, StringComparison.Ordinal)),
            char[] text => wanted.Any(w => text.AsSpan().IndexOf(w) >= 0),
            byte[] content => bytes.Any(w => content.AsSpan().IndexOf(w) >= 0),
            _ => false,
        };
    }

    /// <summary>What is not the engine's to keep clean: the test's own clock, the emulator, the runtime, and HTTP connections, whose buffers hold the last request until the next.</summary>
    private static bool IsForeign(object value) => value is HttpMessageHandler or HttpMessageInvoker or TimeProvider or ILogger or ILoggerFactory
        or Thread or MemberInfo or Assembly or Module or Delegate { Target: null } or System.Threading.Tasks.TaskScheduler or System.Globalization.CultureInfo
        or Pointer or WeakReference or SynchronizationContext or ExecutionContext
        || value.GetType().Namespace is { } space && (space.StartsWith("Amplify.Emulator", StringComparison.Ordinal) || space.StartsWith("NUnit", StringComparison.Ordinal) || space.StartsWith("System.Net", StringComparison.Ordinal) || space.StartsWith("System.Reflection", StringComparison.Ordinal))
        || value.GetType().IsPointer;

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (Type? at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            foreach (FieldInfo field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
                {
                    yield return field;
                }
            }
        }
    }

    private static IEnumerable<FieldInfo> Statics() => new[] { typeof(Auth).Assembly, typeof(IAuth).Assembly, typeof(CognitoIdentityProvider.IAmazonCognitoIdentityProvider).Assembly }
        .SelectMany(a => a.GetTypes())
        .Where(t => !t.ContainsGenericParameters)
        .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(f => !f.IsLiteral && !f.FieldType.IsPointer && !f.FieldType.IsByRefLike);
}

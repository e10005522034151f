using System.ComponentModel;
using System.Globalization;

namespace Amplify;

/// <summary>Lets configuration binders make an <see cref="IdentityProvider"/> from its name.</summary>
internal sealed class IdentityProviderTypeConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string { Length: > 0 } name ? IdentityProvider.Named(name) : null;
}
